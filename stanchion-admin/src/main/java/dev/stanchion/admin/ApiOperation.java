package dev.stanchion.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the operations of the OpenAPI document that a method asks for. A test compares them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ApiOperation {
    /** Returns the operation IDs; several for the kinds of positions. */
    String[] value();
}
