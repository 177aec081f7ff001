/**
 * Methods that get messages: finds them, subscribes for them, and calls them.
 *
 * <p>{@code StanListenerProcessor} finds the methods, {@code StanListenerContainerFactory} makes a
 * container of each, and {@code StanListenerRegistry} starts and stops the containers with the
 * application.
 *
 * <p><b>Owner.</b> Containers and registry are safe for use by many threads.
 */
@NullMarked
package dev.stanchion.spring.listener;

import org.jspecify.annotations.NullMarked;
