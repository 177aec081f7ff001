@NullMarked
package dev.stanchion.spring.listener;

import org.jspecify.annotations.NullMarked;
