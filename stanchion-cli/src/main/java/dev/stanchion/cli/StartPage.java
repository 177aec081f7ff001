package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;

/** The page that {@code stanchion --help} shows. */
final class StartPage {
    private static final int COMMAND_WIDTH = 15;

    private final Console console;
    private final StringBuilder page = new StringBuilder();

    StartPage(Console console) {
        this.console = console;
    }

    String text() {
        line(
                strong("Stanchion")
                        + ": a NATS Streaming server for the JVM, and tools to talk to it.");
        line("");
        line("Usage: stanchion COMMAND [OPTIONS]");

        heading("Start here");
        command("demo", "Show the ticket story: a server, a publisher and its listeners.");

        heading("Run it");
        command("server", "Run the server. It takes every option of nats-streaming-server.");

        command("config", "Check a configuration file: stanchion config check FILE");

        heading("Talk to it");
        command("publish", "Publish an event to a channel.");
        command("listen", "Listen to channels.");
        command("context", "Give servers names, and choose the one that commands talk to.");

        heading("Find out what is wrong");
        command("why", "Say why messages of a channel do not arrive, and what to do.");
        command("findings", "Show what is likely wrong on a server, and what to do.");
        command("dashboard", "Open the page of a server in the browser, logged in.");

        heading("Look after a running server");
        command("admin", "Look into a running server, and change what it has.");
        command("backup", "Write all that a running server keeps into a file.");

        heading("Look after what is stored");
        command("restore", "Fill an empty store with what a backup has.");
        command("verify-backup", "Prove that backups are as they were written.");
        command("import", "Copy what NATS Streaming keeps to a store of Stanchion.");
        command("takeover", "Take the place of a NATS Streaming server that serves.");
        command("export", "Write a file store of Stanchion as one of NATS Streaming.");
        command("fsck", "Check a file store: print its content and each damage.");
        command("repair", "Set damaged files aside and keep everything that can be read.");

        heading("Measure it");
        command("bench", "Measure a server under load, alone or with a second one.");

        heading("Help");
        command("help", "Explain a command: stanchion help listen");
        command("version", "Show the version.");

        heading("Examples");
        example("Run a server with the cluster ID 'ticketing' on port 4222:");
        shell("stanchion server -p 4222 -cid ticketing");
        example("Listen to all messages of a channel, old and new:");
        shell("stanchion listen tickets:created --from first --cluster ticketing");
        example("Publish an event:");
        shell(
                "stanchion publish tickets:created '{\"id\":\"t1\",\"title\":\"concert\"}'"
                        + " --cluster ticketing");

        line("");
        line("Exit codes: 0 done, 1 failed, 2 wrong usage.");
        return page.toString();
    }

    private void heading(String text) {
        line("");
        line(strong(text));
    }

    private void command(String name, String does) {
        String padding = " ".repeat(COMMAND_WIDTH - name.length());
        line("  " + console.paint(Style.NAME, name) + padding + does);
    }

    private void example(String text) {
        line("  " + text);
    }

    private void shell(String command) {
        line("    " + console.paint(Style.FAINT, "$ ") + command);
    }

    private String strong(String text) {
        return console.paint(Style.STRONG, text);
    }

    private void line(String text) {
        page.append(text).append(System.lineSeparator());
    }
}
