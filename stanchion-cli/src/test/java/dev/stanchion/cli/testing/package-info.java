/**
 * What tests of the commands and of the client need around them: a server, a listener that can be
 * waited for, a connection that can be broken.
 *
 * <p>By default the server is Stanchion, in process. {@code -Dstanchion.test.peer=<executable>}
 * runs the same tests against another streaming server, which is started with {@code -p <port>}.
 */
@NullMarked
package dev.stanchion.cli.testing;

import org.jspecify.annotations.NullMarked;
