package dev.stanchion.cli.manual;

import dev.stanchion.cli.manual.CommandPage.Entry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders a page for {@code man}, in its macros. */
final class ManualPage {
    private static final String SECTION = "1";

    private final StringBuilder roff = new StringBuilder();

    private ManualPage() {}

    /**
     * Returns the source of a page.
     *
     * @param program what the foot of the page shows: {@code Stanchion 0.1.0}
     */
    static String of(CommandPage command, String program) {
        ManualPage page = new ManualPage();
        page.head(command, program);
        page.entries("OPERANDS", command.operands());
        command.groups().forEach(group -> page.entries(upper(group.heading()), group.options()));
        page.commands(command.commands());
        page.epilog(command.epilog());
        return page.roff.toString();
    }

    /** Returns the file that {@code man} looks for. */
    static String fileName(CommandPage command) {
        return command.pageName() + "." + SECTION;
    }

    private void head(CommandPage command, String program) {
        macro("TH", upper(command.pageName()), SECTION, "", program, "");
        macro("SH", "NAME");
        text(command.pageName() + " - " + command.summary());
        macro("SH", "SYNOPSIS");
        line("\\fB" + escaped(command.name()) + "\\fR " + escaped(command.synopsis()));
        macro("SH", "DESCRIPTION");
        command.description()
                .forEach(paragraph -> {
                    macro("PP");
                    text(paragraph);
                });
    }

    private void entries(String heading, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        macro("SH", heading);
        for (Entry entry : entries) {
            macro("TP");
            String names =
                    entry.names().stream()
                            .map(name -> "\\fB" + escaped(name) + "\\fR")
                            .collect(Collectors.joining(", "));
            line(entry.takesValue() ? names + " \\fI" + escaped(entry.value()) + "\\fR" : names);
            text(entry.help());
        }
    }

    private void commands(List<CommandPage> commands) {
        if (commands.isEmpty()) {
            return;
        }
        macro("SH", "COMMANDS");
        for (CommandPage command : commands) {
            macro("TP");
            line("\\fB" + escaped(command.pageName()) + "\\fR(" + SECTION + ")");
            text(command.summary());
        }
    }

    private void epilog(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        macro("SH", "NOTES");
        macro("nf");
        lines.forEach(this::text);
        macro("fi");
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private void macro(String name, String... arguments) {
        String quoted =
                Stream.of(arguments)
                        .map(argument -> " \"" + escaped(argument).replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining());
        roff.append('.').append(name).append(quoted).append('\n');
    }

    private void text(String text) {
        line(escaped(text));
    }

    /** Appends a line. A dot or a quote at its beginning would be a macro, so it is escaped. */
    private void line(String escaped) {
        boolean looksLikeMacro = escaped.startsWith(".") || escaped.startsWith("'");
        roff.append(looksLikeMacro ? "\\&" : "").append(escaped).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    }
}
