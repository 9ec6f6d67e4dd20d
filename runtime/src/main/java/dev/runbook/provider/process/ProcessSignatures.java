package dev.runbook.provider.process;

import static dev.runbook.language.signature.Effect.ONCE;
import static dev.runbook.language.signature.Facet.DNS;
import static dev.runbook.language.signature.Facet.FILES;
import static dev.runbook.language.signature.Facet.WEB;
import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.MAP;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.language.signature.ProgramPart;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import java.util.List;

/** What runbooks can have programs do. */
public final class ProcessSignatures {
    private ProcessSignatures() {}

    public static List<Signature> all() {
        return List.of(run());
    }

    private static Signature run() {
        return action("run")
                .argument("program", TEXT, "Program to run: a name on the path, or a path")
                .of(ProgramPart.NAME)
                .rest("arguments", TEXT, "Its arguments, each passed as exactly one")
                .option(
                        "arguments",
                        new Type.ListOf(TEXT),
                        "Further arguments as a list, such as one that a parameter gives")
                .option("fill", MAP, "What replaces each {name} in the arguments: list; one argument stays one")
                .option("timeout", DURATION, "After this long the program is ended; 1 hour when left out")
                .option("env", MAP, "What is added to its environment; the one place where a secret may be given to it")
                .of(ProgramPart.ENVIRONMENT)
                .option("retries", INT, "How many further attempts when it fails; 0 when left out")
                .between(0, 1000)
                .option("every", DURATION, "The pause before the next attempt; 1 second when left out")
                .option("allow_dash", BOOL, "Let computed arguments begin with a dash")
                // A program may change anything; the plan still reads the cluster's state rather than show nothing at
                // all.
                .writes(FILES, WEB, DNS)
                .effect(ONCE)
                .about(
                        "Runs one program without a shell. It succeeds when the program ends with exit code 0. What it leaves in"
                                + " the background is named, and ended when the run ends; what it has another service start is not.")
                .example("run \"acme-status\", \"begin\", \"coder\", retries: 3, every: 10.seconds")
                .sign();
    }
}
