package dev.stanchion.spring.listener;

import dev.stanchion.client.AckMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Lets a method get the messages of a channel.
 *
 * <p>The method may have these parameters: the payload, converted to the parameter's type;
 * {@code @Header(StanHeaders.SEQUENCE) long sequence}; Spring's {@code Message<?>}; the client's
 * {@link dev.stanchion.client.Message}. It returns nothing or a {@link
 * java.util.concurrent.CompletionStage}. The message is acknowledged when the method has returned
 * and its result has completed. After an exception {@link #onError} decides.
 *
 * <p>Texts may contain placeholders: {@code "${orders.channel}"}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ListenerHints.class)
public @interface StanListener {
    /** The name of the channel. */
    String channel();

    /** The name under which the registry knows the listener. Default: the bean and the method. */
    String id() default "";

    /** The queue group to join: each message goes to one of its members. */
    String group() default "";

    /** The name under which the server keeps the position when the application stops. */
    String durable() default "";

    /** Where to begin, if neither durable nor group exists yet. */
    From from() default From.NEW;

    /** After how long without acknowledgement a message comes again: {@code 30s}. */
    String ackWait() default "";

    /** How many messages may be here and not acknowledged. */
    String maxInFlight() default "";

    /** How many messages are handled at the same time. */
    String concurrency() default "";

    /**
     * A SpEL expression. Messages with equal keys are handled one after the other: {@code
     * #payload.id}, {@code #sequence}.
     */
    String key() default "";

    /**
     * Who acknowledges: the client after the method, or, with {@code MANUAL}, the method itself by
     * {@link dev.stanchion.client.Message#ack()}.
     */
    AckMode ackMode() default AckMode.AUTO;

    /** What happens after an exception. */
    OnError onError() default OnError.REDELIVER;

    /** The name of a {@link StanListenerErrorHandler} that decides in place of {@link #onError}. */
    String errorHandler() default "";

    /** Whether the listener starts with the application: {@code true} or {@code false}. */
    String autoStartup() default "";
}
