package dev.stanchion.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.BeanUtils;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MappingJackson2MessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.util.ClassUtils;

/** Converters between objects and data: bytes, text, and JSON by the Jackson that is there. */
public final class StanConverters {
    private static final String JACKSON_3 = "tools.jackson.databind.json.JsonMapper";
    private static final String CONVERTER_OF_JACKSON_3 =
            "org.springframework.messaging.converter.JacksonJsonMessageConverter";
    private static final String JACKSON_2 = "com.fasterxml.jackson.databind.ObjectMapper";

    private StanConverters() {}

    /** Returns a converter for bytes, text, and JSON if Jackson 2 or 3 is on the class path. */
    public static MessageConverter defaults() {
        return with(json());
    }

    /** Returns a converter for bytes and text that leaves other objects to the given one. */
    public static MessageConverter with(Optional<MessageConverter> json) {
        List<MessageConverter> converters = new ArrayList<>();
        converters.add(new ByteArrayMessageConverter());
        converters.add(new StringMessageConverter());
        json.ifPresent(converters::add);
        return new CompositeMessageConverter(converters);
    }

    /** Spring 7 prefers Jackson 3, and its converter is not in Spring 6, so it is found by name. */
    private static Optional<MessageConverter> json() {
        ClassLoader loader = StanConverters.class.getClassLoader();
        if (ClassUtils.isPresent(JACKSON_3, loader)
                && ClassUtils.isPresent(CONVERTER_OF_JACKSON_3, loader)) {
            Class<?> type = ClassUtils.resolveClassName(CONVERTER_OF_JACKSON_3, loader);
            return Optional.of((MessageConverter) BeanUtils.instantiateClass(type));
        }
        return ClassUtils.isPresent(JACKSON_2, loader)
                ? Optional.of(new MappingJackson2MessageConverter())
                : Optional.empty();
    }
}
