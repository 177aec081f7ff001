/**
 * The borders between the modules, as tests: which module may know which, what the engine must not
 * touch, what an owned type must not hold. {@code docs/design.md} and {@code docs/style.md} say
 * why; a wrong import fails the build here.
 *
 * <p>The rules look at the compiled classes of all modules that are built before this one, their
 * tests included where a rule is about tests.
 */
@NullMarked
package dev.stanchion.architecture;

import org.jspecify.annotations.NullMarked;
