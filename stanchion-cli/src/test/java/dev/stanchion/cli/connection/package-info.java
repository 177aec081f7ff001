/** What the streaming client promises, against a real server. */
@NullMarked
package dev.stanchion.cli.connection;

import org.jspecify.annotations.NullMarked;
