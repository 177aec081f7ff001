@NullMarked
package dev.stanchion.spring;

import org.jspecify.annotations.NullMarked;
