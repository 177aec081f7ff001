package dev.stanchion.spring.listener;

import dev.stanchion.client.Message;

/** Decides about a message whose listener has thrown an exception. A bean that listeners name. */
@FunctionalInterface
public interface StanListenerErrorHandler {
    /**
     * Decides.
     *
     * @param failure what the listener has thrown, or a conversion error of the payload
     */
    OnError onError(Message message, Exception failure);
}
