package dev.stanchion.server.config;

import java.util.function.IntPredicate;

/** A file's text with a read position. Confined to one reader. */
final class Characters {
    static final int END = -1;

    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Characters(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Returns the next character without taking it; {@link #END} behind the last one. */
    int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int peekSecond() {
        return at + 1 < text.length() ? text.charAt(at + 1) : END;
    }

    /** Takes the next character. */
    int take() {
        int next = peek();
        if (next != END) {
            at++;
        }
        if (next == '\n') {
            line++;
            lineStart = at;
        }
        return next;
    }

    /** Takes the next character if it is this one. */
    boolean takeIf(char wanted) {
        boolean found = peek() == wanted;
        if (found) {
            take();
        }
        return found;
    }

    String takeWhile(IntPredicate wanted) {
        int start = at;
        while (peek() != END && wanted.test(peek())) {
            take();
        }
        return text.substring(start, at);
    }

    /** Takes the rest of the line with its end. */
    String takeLine() {
        String content = takeWhile(next -> next != '\n');
        take();
        return content;
    }

    void skipBlanks() {
        takeWhile(next -> next == ' ' || next == '\t' || next == '\r');
    }

    boolean isAtComment() {
        return peek() == '#' || (peek() == '/' && peekSecond() == '/');
    }

    /** Skips blanks, line ends and comments. */
    void skipSpace() {
        takeWhile(Character::isWhitespace);
        while (isAtComment()) {
            takeLine();
            takeWhile(Character::isWhitespace);
        }
    }

    Position position() {
        return new Position(file, line, at - lineStart + 1);
    }

    SyntaxException error(String reason) {
        return new SyntaxException(position(), reason);
    }

    /** Returns an error about the next character. */
    SyntaxException unexpected(String expected) {
        return peek() == END
                ? error("Unexpected EOF.")
                : error(expected + ", but got '" + (char) peek() + "' instead.");
    }
}
