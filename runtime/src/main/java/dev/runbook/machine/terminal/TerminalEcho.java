package dev.runbook.machine.terminal;

/** Whether a terminal shows what is typed. */
interface TerminalEcho {
    /** Shows nothing any more until the silence is closed, or this program ends. */
    Silence off() throws NoTerminal;

    /** Closing it shows again what is typed. */
    interface Silence extends AutoCloseable {
        @Override
        void close();
    }

    /** What is typed would be shown, so it must not be typed. */
    final class NoTerminal extends Exception {
        private static final long serialVersionUID = 1L;

        NoTerminal(String message) {
            super(message);
        }
    }
}
