package dev.stanchion.engine.shard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks mutable state that belongs to one shard: only that shard's thread touches it, so it holds
 * no lock, no volatile field and no concurrent collection.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ShardOwned {}
