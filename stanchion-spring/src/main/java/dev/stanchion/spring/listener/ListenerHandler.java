package dev.stanchion.spring.listener;

import dev.stanchion.client.Message;
import dev.stanchion.client.MessageHandler;
import dev.stanchion.spring.StanObservations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives messages to a listener's method, and does what its error handler decides. */
final class ListenerHandler implements MessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerHandler.class);

    private final String id;
    private final ListenerMethod method;
    private final StanListenerErrorHandler errors;
    private final StanListenerRegistry registry;
    private final StanObservations observations;

    ListenerHandler(
            String id,
            ListenerMethod method,
            StanListenerErrorHandler errors,
            StanListenerRegistry registry,
            StanObservations observations) {
        this.id = id;
        this.method = method;
        this.errors = errors;
        this.registry = registry;
        this.observations = observations;
    }

    /** The client acknowledges the message when this returns, and not when it throws. */
    @Override
    public void onMessage(Message message) throws Exception {
        try {
            observations.handling(id, message).observeChecked(() -> method.call(message));
        } catch (InterruptedException e) {
            throw e; // the listener is stopping
        } catch (Exception e) {
            decide(message, e);
        }
    }

    private void decide(Message message, Exception failure) throws Exception {
        switch (errors.onError(message, failure)) {
            case REDELIVER -> throw failure; // the client logs it
            case ACK -> {
                LOG.error(
                        "Listener {} failed with message {} of {}, which is acknowledged",
                        id,
                        Long.toUnsignedString(message.sequence()),
                        message.channel(),
                        failure);
                message.ack(); // the client does not, where the method acknowledges itself
            }
            case CLOSE -> {
                LOG.error(
                        "Listener {} failed with message {} of {}, and stops",
                        id,
                        Long.toUnsignedString(message.sequence()),
                        message.channel());
                // not on this thread, which the end of the subscription waits for
                new Thread(() -> registry.stop(id), "stanchion-listener-stop").start();
                throw failure;
            }
        }
    }
}
