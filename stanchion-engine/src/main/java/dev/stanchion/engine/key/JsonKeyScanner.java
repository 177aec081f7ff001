package dev.stanchion.engine.key;

import dev.stanchion.engine.policy.KeyExpression.Step;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds one value in JSON, in one pass that stops at the value. The value is a string, a number or
 * a boolean; its text is what counts, so {@code "7"} and {@code 7} are the same.
 *
 * <p>It looks at 64 KiB at most, copies small windows of the bytes, and allocates only when a value
 * is longer than any before. It checks what it needs to find the value, not the rest of the text.
 * Of a name that is twice in an object, the first counts. Belongs to one shard.
 */
final class JsonKeyScanner {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int WINDOW = 512;
    private static final int END = -1;

    /** What to do with the characters of a string. */
    private enum Use {
        SKIP,
        COMPARE,
        KEEP
    }

    /** For each step the name of a field; empty for an element. */
    private final byte[][] names;

    /** For each step the index of an element; -1 for a field. */
    private final int[] indices;

    private final byte[] window = new byte[WINDOW];
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int next;
    private int end;
    private int at;
    private int limit;

    /** The byte at which the scanner is; {@link #END} behind the last one. */
    private int current;

    private byte[] value = new byte[64];
    private int valueLength;
    private byte[] expected = value;
    private int compared;
    private boolean isEqual;

    JsonKeyScanner(List<Step> steps) {
        names = new byte[steps.size()][];
        indices = new int[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Field(String name) -> {
                    names[i] = name.getBytes(StandardCharsets.UTF_8);
                    indices[i] = -1;
                }
                case Step.Element(int index) -> {
                    names[i] = new byte[0];
                    indices[i] = index;
                }
            }
        }
    }

    /** Returns the bytes of the value that was found last; only the first ones count. */
    byte[] value() {
        return value;
    }

    int valueLength() {
        return valueLength;
    }

    /** Looks for the value. Returns false if it is not there, or if the text is not JSON. */
    boolean find(ByteBuf json, int index, int length) {
        buffer = json;
        next = index;
        end = index + Math.min(length, MAX_BYTES);
        at = 0;
        limit = 0;
        valueLength = 0;
        advance();
        for (int i = 0; i < names.length; i++) {
            skipSpace();
            if (!(indices[i] < 0 ? enterField(names[i]) : enterElement(indices[i]))) {
                return false;
            }
        }
        skipSpace();
        return takeValue();
    }

    private void advance() {
        if (at == limit) {
            refill();
        }
        current = limit == 0 ? END : window[at++] & 0xff;
    }

    private void refill() {
        limit = Math.min(WINDOW, end - next);
        at = 0;
        buffer.getBytes(next, window, 0, limit);
        next += limit;
    }

    private void skipSpace() {
        while (current == ' ' || current == '\n' || current == '\r' || current == '\t') {
            advance();
        }
    }

    /** Goes over a character that must be next. */
    private boolean pass(int character) {
        if (current != character) {
            return false;
        }
        advance();
        return true;
    }

    private boolean enterField(byte[] name) {
        if (!pass('{')) {
            return false;
        }
        while (true) {
            skipSpace();
            expected = name;
            if (!passString(Use.COMPARE)) {
                return false;
            }
            boolean isWanted = isEqual && compared == name.length;
            skipSpace();
            if (!pass(':')) {
                return false;
            }
            skipSpace();
            if (isWanted) {
                return true;
            }
            if (!skipValueAndComma()) {
                return false;
            }
        }
    }

    private boolean enterElement(int index) {
        if (!pass('[')) {
            return false;
        }
        skipSpace();
        for (int i = 0; i < index; i++) {
            if (!skipValueAndComma()) {
                return false;
            }
            skipSpace();
        }
        return true;
    }

    private boolean skipValueAndComma() {
        if (!skipValue()) {
            return false;
        }
        skipSpace();
        return pass(',');
    }

    private boolean skipValue() {
        if (current == '{' || current == '[') {
            return skipContainer();
        }
        if (current == '"') {
            return passString(Use.SKIP);
        }
        boolean isAny = false;
        while (!isDelimiter()) {
            isAny = true;
            advance();
        }
        return isAny && current != END;
    }

    /** Counts brackets, so that no depth of nesting costs memory. */
    private boolean skipContainer() {
        int depth = 0;
        do {
            switch (current) {
                case END -> {
                    return false;
                }
                case '"' -> {
                    if (!passString(Use.SKIP)) {
                        return false;
                    }
                }
                case '{', '[' -> {
                    depth++;
                    advance();
                }
                case '}', ']' -> {
                    depth--;
                    advance();
                }
                default -> advance();
            }
        } while (depth > 0);
        return true;
    }

    private boolean isDelimiter() {
        return switch (current) {
            case END, ',', ']', '}', ' ', '\n', '\r', '\t' -> true;
            default -> false;
        };
    }

    private boolean takeValue() {
        return switch (current) {
            case '"' -> passString(Use.KEEP);
            case 't' -> takeWord("true");
            case 'f' -> takeWord("false");
            default -> takeNumber();
        };
    }

    private boolean takeWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (current != word.charAt(i)) {
                return false;
            }
            keepCurrent();
        }
        return isDelimiter() && current != END;
    }

    private boolean takeNumber() {
        if (current == '-') {
            keepCurrent();
        }
        boolean startsWithZero = current == '0';
        int whole = takeDigits();
        if (whole == 0 || (startsWithZero && whole > 1)) {
            return false;
        }
        if (current == '.') {
            keepCurrent();
            if (takeDigits() == 0) {
                return false;
            }
        }
        if (current == 'e' || current == 'E') {
            keepCurrent();
            if (current == '+' || current == '-') {
                keepCurrent();
            }
            if (takeDigits() == 0) {
                return false;
            }
        }
        return isDelimiter() && current != END;
    }

    private int takeDigits() {
        int count = 0;
        while (current >= '0' && current <= '9') {
            keepCurrent();
            count++;
        }
        return count;
    }

    private void keepCurrent() {
        keep(current);
        advance();
    }

    private void keep(int character) {
        if (valueLength == value.length) {
            value = Arrays.copyOf(value, valueLength * 2);
        }
        value[valueLength++] = (byte) character;
    }

    private boolean passString(Use use) {
        if (!pass('"')) {
            return false;
        }
        compared = 0;
        isEqual = true;
        while (current != '"') {
            if (current < ' ') { // the end, too
                return false;
            }
            if (current == '\\') {
                if (!passEscape(use)) {
                    return false;
                }
            } else {
                if (use == Use.SKIP) {
                    at = endOfPlain(at);
                } else {
                    use(use, current);
                }
                advance();
            }
        }
        advance();
        return true;
    }

    /** Returns the place of the next byte that means something, within the window. */
    private int endOfPlain(int from) {
        byte[] bytes = window;
        int place = from;
        while (place < limit && isPlain(bytes[place])) {
            place++;
        }
        return place;
    }

    private static boolean isPlain(byte character) {
        return character != '"' && character != '\\' && (character >= ' ' || character < 0);
    }

    private void use(Use use, int character) {
        switch (use) {
            case SKIP -> {}
            case KEEP -> keep(character);
            case COMPARE -> {
                isEqual &= compared < expected.length && (expected[compared] & 0xff) == character;
                compared++;
            }
        }
    }

    private boolean passEscape(Use use) {
        advance();
        int escaped = current;
        advance();
        int meant =
                switch (escaped) {
                    case '"', '\\', '/' -> escaped;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> END;
                };
        if (meant != END) {
            use(use, meant);
            return true;
        }
        return escaped == 'u' && passUnicode(use);
    }

    private boolean passUnicode(Use use) {
        int character = hex();
        if (character < 0) {
            return false;
        }
        if (Character.isHighSurrogate((char) character)) {
            if (current != '\\') {
                return false;
            }
            advance();
            if (!pass('u')) {
                return false;
            }
            int low = hex();
            if (low < 0 || !Character.isLowSurrogate((char) low)) {
                return false;
            }
            character = Character.toCodePoint((char) character, (char) low);
        } else if (Character.isLowSurrogate((char) character)) {
            return false;
        }
        useAsUtf8(use, character);
        return true;
    }

    /** Reads four hexadecimal digits; -1 if they are not. */
    private int hex() {
        int number = 0;
        for (int i = 0; i < 4; i++) {
            int digit = current < 128 ? Character.digit(current, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
            advance();
        }
        return number;
    }

    private void useAsUtf8(Use use, int character) {
        if (character < 0x80) {
            use(use, character);
        } else if (character < 0x800) {
            use(use, 0xc0 | (character >> 6));
            use(use, 0x80 | (character & 0x3f));
        } else if (character < 0x10000) {
            use(use, 0xe0 | (character >> 12));
            use(use, 0x80 | ((character >> 6) & 0x3f));
            use(use, 0x80 | (character & 0x3f));
        } else {
            use(use, 0xf0 | (character >> 18));
            use(use, 0x80 | ((character >> 12) & 0x3f));
            use(use, 0x80 | ((character >> 6) & 0x3f));
            use(use, 0x80 | (character & 0x3f));
        }
    }
}
