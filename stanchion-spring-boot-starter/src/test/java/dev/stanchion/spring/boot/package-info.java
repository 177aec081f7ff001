/** Applications with Spring Boot, each with a server in the process of the test. */
@NullMarked
package dev.stanchion.spring.boot;

import org.jspecify.annotations.NullMarked;
