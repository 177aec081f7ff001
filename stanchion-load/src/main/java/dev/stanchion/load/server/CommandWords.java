package dev.stanchion.load.server;

import dev.stanchion.load.LoadException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line at blanks, and respects quotes as a shell does. */
final class CommandWords {
    private static final char NO_QUOTE = 0;

    private CommandWords() {}

    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = NO_QUOTE;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != NO_QUOTE) {
                if (c == quote) {
                    quote = NO_QUOTE;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quote != NO_QUOTE) {
            throw new LoadException(
                    "the command has a " + quote + " without its other half: " + line,
                    "Close the quote.");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
