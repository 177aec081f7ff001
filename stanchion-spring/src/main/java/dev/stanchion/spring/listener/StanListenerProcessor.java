package dev.stanchion.spring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringValueResolver;

/** Finds methods with {@link StanListener}, and gives their containers to the registry. */
public class StanListenerProcessor
        implements BeanPostProcessor,
                BeanFactoryAware,
                EmbeddedValueResolverAware,
                SmartInitializingSingleton {
    private record Found(String beanName, Object bean, Method method, StanListener listener) {}

    private final List<Found> waiting = new ArrayList<>();
    private @Nullable BeanFactory beans;
    private @Nullable StringValueResolver placeholders;
    private boolean isReady;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        beans = beanFactory;
    }

    @Override
    public void setEmbeddedValueResolver(StringValueResolver resolver) {
        placeholders = resolver;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        if (!AnnotationUtils.isCandidateClass(type, StanListener.class)) {
            return bean;
        }
        Map<Method, StanListener> methods =
                MethodIntrospector.selectMethods(
                        type,
                        (MethodIntrospector.MetadataLookup<@Nullable StanListener>)
                                method ->
                                        AnnotatedElementUtils.findMergedAnnotation(
                                                method, StanListener.class));
        methods.forEach((method, listener) ->
                take(
                        new Found(
                                beanName,
                                bean,
                                AopUtils.selectInvocableMethod(method, bean.getClass()),
                                listener)));
        return bean;
    }

    /** A bean that is made while the context starts may be there before its client. */
    private synchronized void take(Found found) {
        if (isReady) {
            register(found);
        } else {
            waiting.add(found);
        }
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        isReady = true;
        waiting.forEach(this::register);
        waiting.clear();
    }

    private void register(Found found) {
        BeanFactory factory = Objects.requireNonNull(beans);
        StanListenerRegistry registry = factory.getBean(StanListenerRegistry.class);
        String own = resolved(found.listener().id());
        String id = own.isEmpty() ? found.beanName() + "." + found.method().getName() : own;
        registry.add(
                factory.getBean(StanListenerContainerFactory.class)
                        .container(
                                id,
                                found.bean(),
                                found.method(),
                                found.listener(),
                                this::resolved,
                                name -> errorHandler(factory, name, id),
                                registry));
    }

    private static StanListenerErrorHandler errorHandler(
            BeanFactory factory, String name, String id) {
        try {
            return factory.getBean(name, StanListenerErrorHandler.class);
        } catch (NoSuchBeanDefinitionException e) {
            throw new InvalidListenerException(
                    "@StanListener "
                            + id
                            + ": errorHandler: there is no bean '"
                            + name
                            + "' of type StanListenerErrorHandler",
                    e);
        }
    }

    private String resolved(String text) {
        String resolved = placeholders == null ? text : placeholders.resolveStringValue(text);
        return resolved == null ? "" : resolved;
    }
}
