package dev.stanchion.spring.listener;

import dev.stanchion.client.Message;
import dev.stanchion.spring.StanHeaders;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/** Calls a listener's method with a message, and waits for its result. Immutable. */
final class ListenerMethod {
    private final InvocableHandlerMethod method;

    /**
     * Takes a method.
     *
     * @throws InvalidListenerException if it returns something whose end nobody would wait for, as
     *     a reactive type or a Kotlin function that suspends
     */
    ListenerMethod(Object bean, Method method, MessageHandlerMethodFactory methods) {
        Class<?> result = method.getReturnType();
        if (result != void.class && !CompletionStage.class.isAssignableFrom(result)) {
            throw InvalidListenerException.of(
                    method,
                    "it returns %s (expected: nothing or a CompletionStage)"
                            .formatted(result.getSimpleName()),
                    null);
        }
        this.method = methods.createInvocableHandlerMethod(bean, method);
    }

    /** Calls the method; returns when the work is done. */
    void call(Message message) throws Exception {
        Object result = method.invoke(StanHeaders.toSpring(message), message);
        if (result instanceof CompletionStage<?> stage) {
            await(stage);
        }
    }

    private static void await(CompletionStage<?> stage) throws Exception {
        try {
            stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }
}
