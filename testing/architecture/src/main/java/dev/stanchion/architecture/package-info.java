/**
 * The borders between the modules, as tests: which module may know which, what the engine must not
 * use, what an owned type must not contain. {@code docs/design.md} and {@code docs/style.md} have
 * the reasons. A wrong import fails the build here.
 *
 * <p>The rules look at the compiled classes of all modules that are built before this one, and at
 * their tests where a rule is about tests.
 */
@NullMarked
package dev.stanchion.architecture;

import org.jspecify.annotations.NullMarked;
