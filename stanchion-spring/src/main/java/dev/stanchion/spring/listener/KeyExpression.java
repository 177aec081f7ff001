package dev.stanchion.spring.listener;

import dev.stanchion.client.Message;
import dev.stanchion.spring.StanHeaders;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;

/** Reads the key of a message by an expression of SpEL. Immutable. */
final class KeyExpression implements Function<Message, Object> {
    private final Expression expression;
    private final Class<?> payloadType;
    private final MessageConverter converter;

    private KeyExpression(Expression expression, Class<?> payloadType, MessageConverter converter) {
        this.expression = expression;
        this.payloadType = payloadType;
        this.converter = converter;
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidListenerException if it is none
     */
    static KeyExpression of(String text, Method method, MessageConverter converter) {
        try {
            return new KeyExpression(
                    new SpelExpressionParser().parseExpression(text),
                    payloadType(method),
                    converter);
        } catch (ParseException e) {
            throw InvalidListenerException.of(
                    method,
                    "key: '%s' is not an expression (%s). Write one like #payload.id"
                            .formatted(text, e.getMessage()),
                    e);
        }
    }

    /** Returns the type of the first parameter that is the payload; bytes if there is none. */
    private static Class<?> payloadType(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter ->
                        !parameter.isAnnotationPresent(Header.class)
                                && !parameter.isAnnotationPresent(Headers.class)
                                && parameter.getType() != Message.class
                                && !org.springframework.messaging.Message.class.isAssignableFrom(
                                        parameter.getType()))
                .<Class<?>>map(
                        parameter -> MethodParameter.forParameter(parameter).getParameterType())
                .findFirst()
                .orElse(byte[].class);
    }

    /**
     * Returns the key.
     *
     * @throws EvaluationException if the payload has no such property. Then the message has a key
     *     of its own
     */
    @Override
    public Object apply(Message message) {
        SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
        context.setVariable("payload", payload(message));
        context.setVariable("sequence", message.sequence());
        Object key = expression.getValue(context);
        return key == null ? "" : key;
    }

    private @Nullable Object payload(Message message) {
        return payloadType == byte[].class
                ? message.data()
                : converter.fromMessage(StanHeaders.toSpring(message), payloadType);
    }
}
