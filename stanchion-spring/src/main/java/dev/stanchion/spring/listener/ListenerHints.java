package dev.stanchion.spring.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.messaging.handler.annotation.Header;

/** Tells a native image that listener methods are called, and that their payloads are converted. */
final class ListenerHints implements ReflectiveProcessor {
    private final BindingReflectionHintsRegistrar payloads = new BindingReflectionHintsRegistrar();

    @Override
    public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
        if (!(element instanceof Method method)) {
            return;
        }
        hints.registerMethod(method, ExecutableMode.INVOKE);
        for (Parameter parameter : method.getParameters()) {
            if (!parameter.isAnnotationPresent(Header.class)) {
                payloads.registerReflectionHints(hints, parameter.getParameterizedType());
            }
        }
    }
}
