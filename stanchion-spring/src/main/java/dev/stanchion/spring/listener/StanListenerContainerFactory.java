package dev.stanchion.spring.listener;

import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.spring.StanObservations;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

/** Makes the container of a listener. Immutable. */
public class StanListenerContainerFactory {
    private final StreamingClient client;
    private final MessageConverter converter;
    private final ListenerDefaults defaults;
    private final StanObservations observations;
    private final DefaultMessageHandlerMethodFactory methods;

    public StanListenerContainerFactory(
            StreamingClient client, MessageConverter converter, ListenerDefaults defaults) {
        this(client, converter, defaults, StanObservations.NONE);
    }

    public StanListenerContainerFactory(
            StreamingClient client,
            MessageConverter converter,
            ListenerDefaults defaults,
            StanObservations observations) {
        this.client = client;
        this.converter = converter;
        this.defaults = defaults;
        this.observations = observations;
        this.methods = new DefaultMessageHandlerMethodFactory();
        methods.setMessageConverter(converter);
        methods.afterPropertiesSet();
    }

    /**
     * Makes a container, which does not run yet.
     *
     * @param placeholders resolves placeholders in the texts of the annotation
     * @param errorHandlers finds the error handler of a name
     * @throws InvalidListenerException naming the method, the attribute and what is expected
     */
    StanListenerContainer container(
            String id,
            Object bean,
            Method method,
            StanListener listener,
            UnaryOperator<String> placeholders,
            Function<String, StanListenerErrorHandler> errorHandlers,
            StanListenerRegistry registry) {
        Texts texts = new Texts(method, placeholders);
        StanListenerErrorHandler errors =
                listener.errorHandler().isEmpty()
                        ? (message, failure) -> listener.onError()
                        : errorHandlers.apply(listener.errorHandler());
        return new StanListenerContainer(
                id,
                texts.required("channel", listener.channel()),
                options(listener, method, texts),
                texts.flag("autoStartup", listener.autoStartup(), defaults.autoStartup()),
                client,
                new ListenerHandler(
                        id,
                        new ListenerMethod(bean, method, methods),
                        errors,
                        registry,
                        observations));
    }

    private SubscriptionOptions options(StanListener listener, Method method, Texts texts) {
        int concurrency =
                texts.number("concurrency", listener.concurrency(), defaults.concurrency());
        try {
            SubscriptionOptions options =
                    SubscriptionOptions.defaults()
                            .queueGroup(texts.resolved(listener.group()))
                            .durable(texts.resolved(listener.durable()))
                            .ackMode(listener.ackMode())
                            .from(listener.from().start())
                            .ackWait(
                                    texts.duration(
                                            "ackWait", listener.ackWait(), defaults.ackWait()))
                            .maxInFlight(
                                    texts.number(
                                            "maxInFlight",
                                            listener.maxInFlight(),
                                            defaults.maxInFlight()));
            return listener.key().isEmpty()
                    ? options.concurrency(concurrency)
                    : options.concurrency(
                            concurrency, KeyExpression.of(listener.key(), method, converter));
        } catch (StreamingException e) {
            throw texts.wrong(e.problem());
        }
    }

    /** The texts of one annotation. */
    private record Texts(Method method, UnaryOperator<String> placeholders) {
        String resolved(String text) {
            return placeholders.apply(text);
        }

        String required(String name, String text) {
            String resolved = resolved(text);
            if (resolved.isBlank()) {
                throw wrong(name + ": '" + text + "' (expected: not empty)");
            }
            return resolved;
        }

        int number(String name, String text, int otherwise) {
            String resolved = resolved(text);
            try {
                return resolved.isEmpty() ? otherwise : Integer.parseInt(resolved.strip());
            } catch (NumberFormatException e) {
                throw wrong(name + ": '" + resolved + "' (expected: a whole number)");
            }
        }

        boolean flag(String name, String text, boolean otherwise) {
            String resolved = resolved(text).strip().toLowerCase(Locale.ROOT);
            return switch (resolved) {
                case "" -> otherwise;
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(name + ": '" + resolved + "' (expected: true or false)");
            };
        }

        Duration duration(String name, String text, Duration otherwise) {
            String resolved = resolved(text);
            if (resolved.isEmpty()) {
                return otherwise;
            }
            try {
                return DurationFormatterUtils.detectAndParse(
                        resolved.strip(), DurationFormat.Unit.SECONDS);
            } catch (IllegalArgumentException e) {
                throw wrong(name + ": '" + resolved + "' (expected: a duration like 30s)");
            }
        }

        InvalidListenerException wrong(String what) {
            return InvalidListenerException.of(method, what, null);
        }
    }
}
