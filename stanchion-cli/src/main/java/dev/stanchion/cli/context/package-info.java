/**
 * Which server a command talks to when its line does not say so: variables of the environment, and
 * named contexts in a file of the user.
 */
@NullMarked
package dev.stanchion.cli.context;

import org.jspecify.annotations.NullMarked;
