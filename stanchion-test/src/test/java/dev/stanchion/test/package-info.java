/** The broker for tests, tested with real clients. */
@NullMarked
package dev.stanchion.test;

import org.jspecify.annotations.NullMarked;
