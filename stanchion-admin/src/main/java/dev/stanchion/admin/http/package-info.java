/**
 * Requests to the HTTP API without types, for programs that show answers as they are, such as
 * {@code bin/stanchion admin}. Other programs take {@link dev.stanchion.admin.StanchionAdmin}.
 */
@NullMarked
package dev.stanchion.admin.http;

import org.jspecify.annotations.NullMarked;
