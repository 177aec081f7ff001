package dev.stanchion.spring.boot;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Finds the JSON mapper of the application, and makes a converter of it: Jackson 3 in Spring Boot
 * 4, else Jackson 2. The converter for Jackson 3 is not in Spring 6, so both are found by name.
 */
final class JsonConverters implements RuntimeHintsRegistrar {
    private record Kind(String mapper, String converter) {
        Optional<MessageConverter> of(BeanFactory beans) {
            ClassLoader loader = JsonConverters.class.getClassLoader();
            if (!ClassUtils.isPresent(mapper, loader) || !ClassUtils.isPresent(converter, loader)) {
                return Optional.empty();
            }
            Class<?> mapperType = ClassUtils.resolveClassName(mapper, loader);
            Object bean = beans.getBeanProvider(mapperType).getIfAvailable();
            if (bean == null) {
                return Optional.empty();
            }
            Constructor<?> constructor =
                    ClassUtils.getConstructorIfAvailable(
                            ClassUtils.resolveClassName(converter, loader), mapperType);
            return Optional.ofNullable(constructor)
                    .map(found -> (MessageConverter) BeanUtils.instantiateClass(found, bean));
        }
    }

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "tools.jackson.databind.json.JsonMapper",
                            "org.springframework.messaging.converter.JacksonJsonMessageConverter"),
                    new Kind(
                            "com.fasterxml.jackson.databind.ObjectMapper",
                            "org.springframework.messaging.converter.MappingJackson2MessageConverter"));

    /** Returns a converter with the application's mapper; empty if it has none. */
    static Optional<MessageConverter> of(BeanFactory beans) {
        return KINDS.stream().flatMap(kind -> kind.of(beans).stream()).findFirst();
    }

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        KINDS.forEach(kind ->
                hints.reflection()
                        .registerType(
                                TypeReference.of(kind.converter()),
                                MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
    }
}
