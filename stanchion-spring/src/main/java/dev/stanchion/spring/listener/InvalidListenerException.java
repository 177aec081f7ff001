package dev.stanchion.spring.listener;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A {@link StanListener} that cannot work; the message names the method and what is expected. */
public final class InvalidListenerException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InvalidListenerException(String message) {
        super(message);
    }

    InvalidListenerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Makes the exception of a method, which it names. */
    static InvalidListenerException of(Method method, String what, @Nullable Throwable cause) {
        return new InvalidListenerException(
                "@StanListener %s.%s: %s"
                        .formatted(
                                method.getDeclaringClass().getSimpleName(), method.getName(), what),
                cause);
    }
}
