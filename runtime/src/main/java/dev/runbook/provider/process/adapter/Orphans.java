package dev.runbook.provider.process.adapter;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What programs leave behind when they end. Linux gives it to process 1, where nobody knows whose it was, unless one of
 * its forebears has asked for it (prctl PR_SET_CHILD_SUBREAPER); whatever a program does to get out of sight, it stays with us then.
 */
final class Orphans {
    private static final int SET_CHILD_SUBREAPER = 36;

    /** Programs that we have started ourselves: their parent is not dead, it is us. */
    private static final Set<Long> CHILDREN = ConcurrentHashMap.newKeySet();

    private Orphans() {}

    /** Asks once, before the first program is started that may leave something. */
    private static final class Subreaper {
        static final boolean KEPT = ask();

        @SuppressWarnings("restricted") // The launcher allows it; where it is not allowed, nothing is asked.
        private static boolean ask() {
            if (!Orphans.class.getModule().isNativeAccessEnabled()
                    || !System.getProperty("os.name", "").equals("Linux")) {
                return false;
            }
            try {
                Linker linker = Linker.nativeLinker();
                MethodHandle prctl = linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("prctl"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
                return (int) prctl.invokeExact(SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) == 0;
            } catch (Throwable refused) {
                // What kept its session or its environment is found without.
                return false;
            }
        }
    }

    /** Whether they come to us. */
    static boolean kept() {
        return Subreaper.KEPT;
    }

    /** Takes note of a program that we have started. */
    static void isOurs(Process child) {
        CHILDREN.add(child.pid());
        CompletableFuture<Void> _ = child.onExit().thenRun(() -> CHILDREN.remove(child.pid()));
    }

    /** Those that run, and what they have started; one of our own session is a program that we only just ask something. */
    static List<ProcessHandle> all() {
        if (!kept()) {
            return List.of();
        }
        ProcessHandle own = ProcessHandle.current();
        long session = BackgroundPrograms.session(own.pid());
        return own.children()
                .filter(child -> !CHILDREN.contains(child.pid()) && BackgroundPrograms.session(child.pid()) != session)
                .flatMap(orphan -> Stream.concat(Stream.of(orphan), orphan.descendants()))
                .toList();
    }
}
