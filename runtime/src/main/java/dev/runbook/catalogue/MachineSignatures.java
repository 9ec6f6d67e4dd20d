package dev.runbook.catalogue;

import static dev.runbook.catalogue.Effect.DESTRUCTIVE;
import static dev.runbook.catalogue.Effect.ONCE;
import static dev.runbook.catalogue.Facet.DNS;
import static dev.runbook.catalogue.Facet.FILES;
import static dev.runbook.catalogue.Facet.WEB;
import static dev.runbook.catalogue.SignatureBuilder.action;
import static dev.runbook.catalogue.SignatureBuilder.lookup;
import static dev.runbook.catalogue.SignatureBuilder.member;
import static dev.runbook.catalogue.Type.Basic.DURATION;
import static dev.runbook.catalogue.Type.Basic.MAP;
import static dev.runbook.catalogue.Type.Basic.RESPONSE;
import static dev.runbook.catalogue.Type.Basic.TEXT;
import static dev.runbook.catalogue.Type.Basic.TRUTH;
import static dev.runbook.catalogue.Type.Basic.WHOLE;

import java.util.List;
import java.util.stream.Stream;

/** What runbooks can ask of the machine that they run on: programs, files, and pages of the web. */
public final class MachineSignatures {
    private static final String WEB_LIMIT = "How long the answer may take; 10 seconds when left out";

    private static final String CA =
            "File with the certificates of a private CA, in PEM form; the machine's own are used when left out";

    private MachineSignatures() {}

    /** Every signature of programs, files and the web. */
    public static List<Signature> all() {
        return Stream.of(actions(), lookups(), members()).flatMap(List::stream).toList();
    }

    private static List<Signature> actions() {
        return List.of(run(), fileWrite(), fileCopy(), fileDelete());
    }

    private static Signature run() {
        return action("run")
                .argument("program", TEXT, "Program to run: a name on the path, or a path")
                .rest("arguments", TEXT, "Its arguments, each exactly one whatever it holds")
                .option(
                        "arguments",
                        new Type.ListOf(TEXT),
                        "Further arguments as a list, such as one that a parameter gives")
                .option("fill", MAP, "What stands in the arguments: list for each {name}; one argument stays one")
                .option("timeout", DURATION, "After this long the program is ended; 1 hour when left out")
                .option("env", MAP, "What is added to its environment; the one place where a secret may be given to it")
                .option("retries", WHOLE, "How many further attempts when it fails; 0 when left out")
                .option("every", DURATION, "The pause before the next attempt; 1 second when left out")
                .option("allow_dash", TRUTH, "Let computed arguments begin with a dash")
                // A program may change anything; the plan still reads the cluster's state rather than show nothing at
                // all.
                .writes(FILES, WEB, DNS)
                .effect(ONCE)
                .about("Runs one program without a shell. It succeeds when the program ends with exit code 0.")
                .example("run \"acme-status\", \"begin\", \"coder\", retries: 3, every: 10.seconds")
                .sign();
    }

    private static Signature fileWrite() {
        return action("file.write")
                .argument("path", TEXT, "File to write, readable by its owner alone; replaced in one step")
                .argument("text", TEXT, "What it holds from then on, as UTF-8")
                .writes(FILES)
                .about("Writes a text to a file. The run keeps a copy.")
                .example("file.write \"notes.txt\", \"before the update\"")
                .sign();
    }

    private static Signature fileCopy() {
        return action("file.copy")
                .argument("from", TEXT, "File to copy")
                .argument("to", TEXT, "File to write, readable by its owner alone; replaced in one step")
                .reads(FILES)
                .writes(FILES)
                .about("Copies a file.")
                .example("file.copy \"current-values.yml\", \"values-before.yml\"")
                .sign();
    }

    private static Signature fileDelete() {
        return action("file.delete")
                .argument("path", TEXT, "File to delete; one that is not there is fine")
                .writes(FILES)
                .effect(DESTRUCTIVE)
                .about("Deletes one file.")
                .example("file.delete \"current-values.yml\"")
                .sign();
    }

    private static List<Signature> lookups() {
        return List.of(
                lookup("file.exists?")
                        .argument("path", TEXT, "File or folder")
                        .gives(TRUTH)
                        .reads(FILES)
                        .about("Whether there is a file or a folder of that name.")
                        .example("assert file.exists?(\"current-values.yml\")")
                        .sign(),
                lookup("file.read")
                        .argument("path", TEXT, "File to read, at most 1 MiB of UTF-8")
                        .gives(TEXT)
                        .reads(FILES)
                        .about("The text of a file.")
                        .example("note file.read(\"motd.txt\")")
                        .sign(),
                lookup("http.get")
                        .argument("url", TEXT, "Address that begins with http:// or https://")
                        .option("timeout", DURATION, WEB_LIMIT)
                        .option("ca", TEXT, CA)
                        .gives(RESPONSE)
                        .reads(WEB)
                        .about(
                                "Gets a page. An answer of any status is an answer; no answer at all is Unreachable, and so"
                                        + " is a certificate that has expired, has another name or is from an unknown issuer."
                                        + " Redirects are followed, but not from https to http.")
                        .example("assert http.get(\"https://coder.acme.example/healthz\").status == 200")
                        .sign(),
                lookup("http.ok?")
                        .argument("url", TEXT, "Address that begins with http:// or https://")
                        .option("timeout", DURATION, WEB_LIMIT)
                        .option("ca", TEXT, CA)
                        .option("valid_for", DURATION, "How long the server's certificate must be valid from now on")
                        .gives(TRUTH)
                        .reads(WEB)
                        .about("Whether a page answers with a status from 200 to 299, after redirects. No answer and a"
                                + " certificate that is not right are a no; a wait says which.")
                        .example("wait up_to: 5.minutes until http.ok?(\"https://coder.acme.example/healthz\")")
                        .sign());
    }

    private static List<Signature> members() {
        return List.of(
                member(RESPONSE, "certificate_left")
                        .gives(DURATION)
                        .about("How long the server's certificate is still valid; nil without one.")
                        .example("http.get(\"https://coder.acme.example\").certificate_left")
                        .sign(),
                member(RESPONSE, "status")
                        .gives(WHOLE)
                        .about("The HTTP status, such as 200.")
                        .example("http.get(\"https://coder.acme.example\").status")
                        .sign(),
                member(RESPONSE, "body")
                        .gives(TEXT)
                        .about("The text that came back, at most 1 MiB of it.")
                        .example("http.get(\"https://coder.acme.example\").body")
                        .sign());
    }
}
