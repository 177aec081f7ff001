/**
 * How the executable's AOT caches are made: a server and the commands do for a moment what they are
 * for, over the wire and in processes of their own, while the JVM writes down which classes that
 * takes and which methods are busy. Only whoever lays the executable out runs it.
 */
@NullMarked
package dev.stanchion.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
