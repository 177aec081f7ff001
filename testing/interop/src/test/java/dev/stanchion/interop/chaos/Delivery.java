package dev.stanchion.interop.chaos;

/**
 * One message as a subscription got it.
 *
 * @param sequence the number in the channel
 * @param content what was published
 * @param isRedelivered whether the server says that it was sent before
 */
record Delivery(long sequence, String content, boolean isRedelivered) {}
