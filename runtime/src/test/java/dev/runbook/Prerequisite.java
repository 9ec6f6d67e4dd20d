package dev.runbook;

import dev.runbook.provider.postgres.TestServer;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What some tests need and a JDK does not bring. A test without it is skipped, with one line in the log that says how to
 * get it. Where {@code RUNBOOK_TESTS_MAY_SKIP} is set, only tests without what it names are skipped, as in
 * {@code "MOUNTS PYTHON"}, and the others fail.
 */
public enum Prerequisite {
    RUBY("Ruby", "apt-get install ruby"),
    PYTHON("Python", "apt-get install python3"),
    BIND("BIND", "apt-get install bind9"),
    NSUPDATE("nsupdate", "apt-get install bind9-dnsutils"),
    POSTGRES("PostgreSQL's server and programs", "apt-get install postgresql"),
    OPENSSL("openssl", "apt-get install openssl"),
    TERMINAL("the program script, which gives a terminal", "apt-get install bsdutils"),
    PROC("/proc", "run the tests on Linux"),
    DEFAULT_SIGNALS(
            "env --default-signal, as this build was started with signals ignored",
            "start the build in the foreground"),
    MOUNTS("disks that are mounted in a namespace of their own", "run the tests as root, or allow user namespaces"),
    BUNDLED_HELM("the bundled helm", "run the tests on Linux on amd64"),
    CONTROL_PLANE("a control plane", "run testbed/up, and set TESTBED_KUBECONFIG as it says"),
    HELMS("the testbed's helms", "run testbed/up, and set TESTBED_HELM as it says");

    private static final Set<Prerequisite> TOLD = ConcurrentHashMap.newKeySet();

    private final String what;
    private final String remedy;

    Prerequisite(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** Goes on where it is here. */
    public void orSkip() {
        if (isHere()) {
            return;
        }
        String missing = "tests that need " + what + ". To have them run: " + remedy;
        String maySkip = System.getenv("RUNBOOK_TESTS_MAY_SKIP");
        if (maySkip != null && !Arrays.asList(maySkip.split(" ", -1)).contains(name())) {
            throw new AssertionError(missing);
        }
        if (TOLD.add(this)) {
            System.out.println("Skipped: " + missing);
        }
        Assumptions.abort(missing);
    }

    private boolean isHere() {
        return switch (this) {
            case RUBY -> areInstalled("ruby");
            case PYTHON -> areInstalled("python3");
            case BIND -> areInstalled("named");
            case NSUPDATE -> areInstalled("nsupdate");
            // The program under test looks for its own on the PATH. The server does not start as root.
            case POSTGRES ->
                InstalledProgram.isOnPath("pg_dump")
                        && InstalledProgram.isOnPath("pg_restore")
                        && areInstalled("initdb", "pg_ctl")
                        && (!TestServer.isRoot() || areInstalled("runuser", "chown"));
            case OPENSSL -> areInstalled("openssl");
            case TERMINAL -> areInstalled("script");
            case PROC -> Files.isDirectory(Path.of("/proc/self/fd"));
            case DEFAULT_SIGNALS -> DefaultSignals.canBeGiven();
            case MOUNTS -> MountNamespace.find().isPresent();
            case BUNDLED_HELM -> BundledHelm.runsHere();
            case CONTROL_PLANE -> System.getenv("TESTBED_KUBECONFIG") != null;
            case HELMS -> System.getenv("TESTBED_HELM") != null;
        };
    }

    private static boolean areInstalled(String... programs) {
        return Stream.of(programs)
                .allMatch(program -> InstalledProgram.find(program).isPresent());
    }
}
