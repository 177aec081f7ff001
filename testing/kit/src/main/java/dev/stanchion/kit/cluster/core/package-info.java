/**
 * What the parts of the simulated cluster have in common: messages and their headers, subjects,
 * time, chance, and how slow and how faulty the cluster is.
 */
@NullMarked
package dev.stanchion.kit.cluster.core;

import org.jspecify.annotations.NullMarked;
