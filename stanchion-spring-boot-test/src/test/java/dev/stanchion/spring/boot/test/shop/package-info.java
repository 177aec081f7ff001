/** An application whose listener is tested alone. */
@NullMarked
package dev.stanchion.spring.boot.test.shop;

import org.jspecify.annotations.NullMarked;
