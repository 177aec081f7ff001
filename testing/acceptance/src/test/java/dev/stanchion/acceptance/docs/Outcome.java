package dev.stanchion.acceptance.docs;

import dev.stanchion.kit.process.Program;
import java.util.List;

/** What a command has printed so far. */
interface Outcome {
    List<String> output();

    List<String> errors();

    boolean isAlive();

    static Outcome of(Program program) {
        return new OfProgram(program);
    }

    /** The outcome of a process, which may print more. */
    record OfProgram(Program program) implements Outcome {
        @Override
        public List<String> output() {
            return program.output();
        }

        @Override
        public List<String> errors() {
            return program.errors();
        }

        @Override
        public boolean isAlive() {
            return program.isAlive();
        }

        @Override
        public String toString() {
            return program.toString();
        }
    }

    /** The outcome of a command that has ended. */
    record Ended(int exitCode, List<String> output, List<String> errors) implements Outcome {
        @Override
        public boolean isAlive() {
            return false;
        }
    }
}
