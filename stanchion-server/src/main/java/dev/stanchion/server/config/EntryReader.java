package dev.stanchion.server.config;

import dev.stanchion.server.file.FileOpenException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the entries of a file or a map: keys, separators, terminators, includes. Used once for each
 * file, by one thread.
 */
final class EntryReader {
    private final Characters characters;
    private final Includes includes;
    private final ValueReader values;

    private EntryReader(Characters characters, Includes includes) {
        this.characters = characters;
        this.includes = includes;
        this.values = new ValueReader(characters, includes.environment(), this::map);
    }

    /** Adds all entries of a file to the scope. */
    static Scope file(Includes includes, Scope scope) {
        var characters = new Characters(includes.file().toString(), includes.read());
        new EntryReader(characters, includes).file(scope);
        return scope;
    }

    private void file(Scope scope) {
        characters.skipSpace();
        boolean braced = characters.takeIf('{');
        entries(scope, braced);
        characters.takeWhile(next -> Character.isWhitespace(next) || next == '}');
        characters.skipSpace();
        if (characters.peek() != Characters.END) {
            throw characters.unexpected("Expected the end of the file");
        }
    }

    /** Reads a map whose brace has been taken. */
    private Value map(Scope around) {
        Scope scope = new Scope(around);
        Position begin = characters.position();
        entries(scope, true);
        if (!characters.takeIf('}')) {
            throw new SyntaxException(
                    characters.position(),
                    "Unexpected EOF. The map of line %d has no end.".formatted(begin.line()));
        }
        return scope.section();
    }

    /** Reads up to a closing brace or the end, without taking it. */
    private void entries(Scope scope, boolean braced) {
        characters.skipSpace();
        while (characters.peek() != Characters.END && characters.peek() != '}') {
            entry(scope, braced);
            characters.skipSpace();
        }
    }

    private void entry(Scope scope, boolean braced) {
        Position position = characters.position();
        boolean quoted = characters.peek() == '"' || characters.peek() == '\'';
        String key = quoted ? quotedKey() : bareKey();
        if (!quoted && key.equalsIgnoreCase("include") && isBlank(characters.peek())) {
            include(scope, position);
        } else {
            separator(key, braced, position);
            scope.add(new Entry(key, values.read(scope), position));
        }
        terminator(braced);
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    private String quotedKey() {
        char quote = (char) characters.take();
        String key = characters.takeWhile(next -> next != quote && next != '\n');
        if (!characters.takeIf(quote)) {
            throw characters.unexpected("Expected the end of a key, which is " + quote);
        }
        return key;
    }

    private String bareKey() {
        int first = characters.peek();
        if (first == ':' || first == '=' || first == ',' || first == ';') {
            throw characters.error("Unexpected key separator '" + (char) first + "'");
        }
        return characters.takeWhile(
                next -> !Character.isWhitespace(next) && next != ':' && next != '=');
    }

    private void separator(String key, boolean braced, Position position) {
        characters.skipBlanks();
        if (characters.takeIf(':') || characters.takeIf('=')) {
            characters.skipBlanks();
            if (characters.peek() == '\n' && !braced) {
                throw characters.error("Expected value but found new line");
            }
            characters.takeWhile(Character::isWhitespace);
        } else {
            characters.skipSpace();
            if (characters.peek() == Characters.END) {
                throw new SyntaxException(position, "The key '" + key + "' has no value");
            }
        }
    }

    private void include(Scope scope, Position position) {
        characters.skipBlanks();
        String path = values.word();
        try {
            file(includes.include(path), scope);
        } catch (SyntaxException | FileOpenException | IllegalArgumentException e) {
            throw new SyntaxException(
                    position,
                    "error parsing include file '%s', %s".formatted(path, e.getMessage()));
        }
    }

    /** Takes the terminator of an entry, but not a closing brace or the end. */
    private void terminator(boolean braced) {
        characters.skipBlanks();
        if (characters.isAtComment()) {
            characters.takeLine();
            return;
        }
        int next = characters.peek();
        if (next == '\n' || next == ',' || next == ';') {
            characters.take();
        } else if (next != Characters.END && next != '}') {
            throw characters.unexpected(expected(braced));
        }
    }

    private static String expected(boolean braced) {
        return braced
                ? "Expected a map value terminator \",\" or a map terminator \"}\""
                : "Expected a top-level value to end with a new line, comment or EOF";
    }

    /** Reads a single value, from an environment variable. */
    static Value value(Position origin, String text, Map<String, String> environment) {
        var characters = new Characters(origin.toString(), text);
        characters.skipBlanks();
        if (characters.peek() == Characters.END) {
            return new Value.Text("");
        }
        Includes nowhere = new Includes(Path.of(""), environment, 0);
        Value value = new EntryReader(characters, nowhere).values.read(new Scope(null));
        characters.skipSpace();
        if (characters.peek() != Characters.END) {
            throw characters.unexpected("Expected one value");
        }
        return value;
    }
}
