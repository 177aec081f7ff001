@NullMarked
package dev.stanchion.testcontainers;

import org.jspecify.annotations.NullMarked;
