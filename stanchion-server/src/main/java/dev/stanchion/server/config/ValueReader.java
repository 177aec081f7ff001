package dev.stanchion.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads values. Used for one file, by one thread. */
final class ValueReader {
    private static final int HEX_DIGITS = 2;

    /**
     * The maximum nesting: far more than anybody writes, and far less than a thread's stack allows.
     */
    private static final int MAX_DEPTH = 100;

    private final Characters characters;
    private final Map<String, String> environment;
    private final Function<Scope, Value> maps;
    private int depth;

    /**
     * Prepares to read.
     *
     * @param maps reads a map whose opening brace has been taken
     */
    ValueReader(
            Characters characters, Map<String, String> environment, Function<Scope, Value> maps) {
        this.characters = characters;
        this.environment = environment;
        this.maps = maps;
    }

    Value read(Scope scope) {
        return switch (characters.peek()) {
            case '{', '[' -> inner(scope);
            case '"', '\'' -> new Value.Text(quoted());
            case '(' -> block();
            case Characters.END, '\n' -> new Value.Text("");
            default -> bare(scope);
        };
    }

    /** Reads a map or an array, which may be nested. */
    private Value inner(Scope scope) {
        if (depth == MAX_DEPTH) {
            throw characters.error(
                    "Maps and arrays are nested more than %d deep".formatted(MAX_DEPTH));
        }
        depth++;
        Value value;
        if (characters.takeIf('{')) {
            value = maps.apply(scope);
        } else {
            value = items(scope);
        }
        depth--;
        return value;
    }

    /** Reads a text, quoted or not. */
    String word() {
        int first = characters.peek();
        return first == '"' || first == '\'' ? quoted() : run();
    }

    private Value items(Scope scope) {
        characters.take();
        List<Value> values = new ArrayList<>();
        characters.skipSpace();
        while (!characters.takeIf(']')) {
            if (characters.peek() == Characters.END || characters.peek() == ',') {
                throw characters.unexpected("Expected an array value");
            }
            values.add(read(scope));
            itemEnd();
        }
        return new Value.Items(values);
    }

    /** Takes the separator of items, but not a closing bracket. */
    private void itemEnd() {
        characters.skipBlanks();
        boolean separated = characters.peek() == '\n' || characters.isAtComment();
        characters.skipSpace();
        separated |= characters.takeIf(',');
        characters.skipSpace();
        if (!separated && characters.peek() != ']') {
            throw characters.unexpected(
                    "Expected an array value terminator \",\" or an array terminator \"]\"");
        }
    }

    private String quoted() {
        char quote = (char) characters.take();
        Position begin = characters.position();
        StringBuilder text = new StringBuilder();
        while (characters.peek() != quote) {
            if (characters.peek() == Characters.END) {
                throw new SyntaxException(begin, "Unexpected EOF. The string here has no end.");
            }
            text.append(quote == '"' ? character() : (char) characters.take());
        }
        characters.take();
        return text.toString();
    }

    /** Takes a character or an escape sequence. */
    private char character() {
        char next = (char) characters.take();
        if (next != '\\') {
            return next;
        }
        int escaped = characters.peek();
        return switch (escaped) {
            case 't', 'n', 'r', '"', '\\' -> {
                characters.take();
                yield "\t\n\r\"\\".charAt("tnr\"\\".indexOf(escaped));
            }
            case 'x' -> {
                characters.take();
                yield hexadecimal();
            }
            default ->
                    throw characters.error(
                            "Invalid escape character '%s'. Only \\t \\n \\r \\\" \\\\ \\xHH are known."
                                    .formatted(Character.toString(Math.max(escaped, ' '))));
        };
    }

    private char hexadecimal() {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < HEX_DIGITS) {
            int digit = characters.peek();
            if (digit == Characters.END || !HexFormat.isHexDigit(digit)) {
                throw characters.unexpected("Expected two hexadecimal digits after \\x");
            }
            digits.append((char) characters.take());
        }
        return (char) HexFormat.fromHexDigits(digits);
    }

    /** Takes lines as they are, up to a line with only a closing parenthesis. */
    private Value block() {
        characters.take();
        Position begin = characters.position();
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = characters.takeWhile(next -> next != '\n' && next != ')');
            text.append(line);
            if (characters.peek() == Characters.END) {
                throw new SyntaxException(begin, "Unexpected EOF. The block here has no end.");
            }
            char next = (char) characters.take();
            if (next == ')' && line.isBlank() && endsLine()) {
                return new Value.Text(text.substring(0, text.length() - line.length()));
            }
            text.append(next);
        }
    }

    private boolean endsLine() {
        int next = characters.peek();
        return next == Characters.END || next == '\n' || next == '\r';
    }

    private Value bare(Scope scope) {
        Position position = characters.position();
        String text = run();
        if (text.isEmpty()) {
            throw characters.unexpected("Expected a value");
        }
        if (text.startsWith("$") && !text.startsWith("$2a$")) {
            return variable(text.substring(1), position, scope);
        }
        try {
            return ScalarText.read(text);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(position, String.valueOf(e.getMessage()));
        }
    }

    private String run() {
        StringBuilder text = new StringBuilder();
        while (!endsRun(characters.peek())) {
            text.append(character());
        }
        return text.toString();
    }

    private static boolean endsRun(int next) {
        return switch (next) {
            case Characters.END, ',', ';', ']', '}', '\'' -> true;
            default -> Character.isWhitespace(next);
        };
    }

    private Value variable(String name, Position position, Scope scope) {
        Value known = scope.find(name);
        if (known != null) {
            return known;
        }
        String text = environment.get(name);
        if (text == null) {
            throw new SyntaxException(
                    position,
                    "variable reference for '%s' on line %d can not be found"
                            .formatted(name, position.line()));
        }
        return fromEnvironment(name, text, position);
    }

    private Value fromEnvironment(String name, String text, Position position) {
        try {
            // a variable must not refer to itself, which would never end
            Map<String, String> others = new HashMap<>(environment);
            others.remove(name);
            return EntryReader.value(position, text, others);
        } catch (SyntaxException e) {
            throw new SyntaxException(
                    position,
                    "variable reference for '%s' on line %d could not be parsed: %s"
                            .formatted(name, position.line(), e.reason()));
        }
    }
}
