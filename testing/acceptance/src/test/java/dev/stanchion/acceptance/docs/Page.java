package dev.stanchion.acceptance.docs;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of Markdown, as far as its tests need it. Immutable.
 *
 * @param file where it is
 * @param lines its lines
 * @param blocks its fenced blocks, in order
 */
record Page(Path file, List<String> lines, List<Block> blocks) {
    private static final Pattern FENCE = Pattern.compile(" {0,3}```+(\\w*)\\s*");
    private static final Pattern COMMENT = Pattern.compile("\\s*<!-- (.*?) -->\\s*");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
    private static final List<Path> NOT_FOR_USERS = List.of(Path.of("docs/spec"));

    /**
     * Something between two fences. Immutable.
     *
     * @param line the number of the first fence's line
     * @param language as the fence names it, or empty
     * @param comment the HTML comments right before the fence, each on a line, or empty
     * @param isNext whether the block before it ends right before it
     */
    record Block(int line, String language, String comment, boolean isNext, List<String> lines) {
        boolean is(String wanted) {
            return language.equals(wanted);
        }
    }

    /** Returns every page that is not a specification, by name. */
    static List<Page> all() {
        Path root = Project.root();
        List<Path> files = new ArrayList<>(markdown(root, 1));
        for (String folder : List.of("docs", "examples", "deploy")) {
            files.addAll(markdown(root.resolve(folder), Integer.MAX_VALUE));
        }
        return files.stream()
                .filter(file ->
                        NOT_FOR_USERS.stream()
                                .noneMatch(folder -> root.relativize(file).startsWith(folder)))
                .map(Page::read)
                .toList();
    }

    private static List<Path> markdown(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        try {
            return of(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path file, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        String comment = "";
        boolean isNext = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = i + 1;
                while (end < lines.size() && !FENCE.matcher(lines.get(end)).matches()) {
                    end++;
                }
                List<String> inside = lines.subList(i + 1, end);
                blocks.add(new Block(i + 1, fence.group(1), comment, isNext, List.copyOf(inside)));
                i = end;
                comment = "";
                isNext = true;
            } else if (!lines.get(i).isBlank()) {
                Matcher said = COMMENT.matcher(lines.get(i));
                String before = comment.isEmpty() ? "" : comment + "\n";
                comment = said.matches() ? before + said.group(1) : "";
                isNext = false;
            }
        }
        return new Page(file, List.copyOf(lines), List.copyOf(blocks));
    }

    /** Returns the page's text without its fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>(lines);
        for (Block block : blocks) {
            for (int i = 0; i <= block.lines().size() + 1; i++) {
                int line = block.line() - 1 + i;
                if (line < prose.size()) {
                    prose.set(line, "");
                }
            }
        }
        return prose;
    }

    /** Returns the texts between backticks in the prose. */
    List<String> inlineCode() {
        return prose().stream()
                .flatMap(line -> INLINE_CODE.matcher(line).results())
                .map(code -> code.group().replace("`", ""))
                .toList();
    }

    String where(Block block) {
        return this + ":" + block.line();
    }

    /** Its path, seen from the project's root. */
    @Override
    public String toString() {
        return Project.root().relativize(file).toString();
    }
}
