@NullMarked
package dev.stanchion.spring.boot.test;

import org.jspecify.annotations.NullMarked;
