package dev.stanchion.junit;

/** When a broker is emptied. */
public enum Reset {
    /** After each test method. */
    METHOD,
    /** Not at all: a method finds what the ones before have left. */
    NEVER
}
