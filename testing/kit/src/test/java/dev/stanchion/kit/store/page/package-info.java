/**
 * The page {@code docs/reference/stores.md}: every scenario of {@code spec/stores.md} 8, and the
 * tests that prove it, found by their names in the sources of all modules.
 */
@NullMarked
package dev.stanchion.kit.store.page;

import org.jspecify.annotations.NullMarked;
