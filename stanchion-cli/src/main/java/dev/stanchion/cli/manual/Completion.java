package dev.stanchion.cli.manual;

/** A shell that can complete commands, by a script that it finds by its place and name. */
enum Completion {
    BASH("share/bash-completion/completions/%s") {
        @Override
        String script(CommandPage command) {
            return BashCompletion.of(command);
        }
    },
    ZSH("share/zsh/site-functions/_%s") {
        @Override
        String script(CommandPage command) {
            return ZshCompletion.of(command);
        }
    },
    FISH("share/fish/vendor_completions.d/%s.fish") {
        @Override
        String script(CommandPage command) {
            return FishCompletion.of(command);
        }
    };

    private final String place;

    Completion(String place) {
        this.place = place;
    }

    /** Returns the script for a command and all below it. */
    abstract String script(CommandPage command);

    /** Returns where the shell finds it, below an installation's prefix. */
    String place(CommandPage command) {
        return place.formatted(command.name());
    }
}
