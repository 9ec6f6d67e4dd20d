package dev.runbook.language.signature;

import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.SignatureBuilder.member;
import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.FAILURE;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.MAP;
import static dev.runbook.language.signature.Type.Basic.RESOURCE;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import java.util.List;
import java.util.stream.Stream;

/** What can be asked of a value without a look at the world: units, parts of versions, texts, lists, maps and failures. */
public final class PureSignatures {
    /** The receiver of what every list can be asked, whatever its items are. */
    static final Type LIST = new Type.ListOf(ANY);

    private static final String LINES = "\"a\\nb\".lines";

    private PureSignatures() {}

    /** Every signature of plain values. */
    public static List<Signature> all() {
        return Stream.of(units(), versions(), texts(), lists(), maps(), failures(), failedResource())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Signature> units() {
        return Stream.of("second", "minute", "hour", "day")
                .flatMap(unit -> Stream.of(unit, unit + "s"))
                .map(unit -> plain(
                        INT,
                        unit,
                        DURATION,
                        "A length of time: so many " + (unit.endsWith("s") ? unit : unit + "s") + ".",
                        "wait " + (unit.endsWith("s") ? 2 : 1) + "." + unit))
                .toList();
    }

    private static List<Signature> versions() {
        return List.of(
                plain(VERSION, "major", INT, "The first number of a version.", "note \"#{helm.version.major}\""),
                plain(VERSION, "minor", INT, "The second number of a version.", "assert helm.version.minor >= 2"),
                plain(VERSION, "patch", INT, "The third number of a version.", "note \"#{helm.version.patch}\""),
                plain(
                        VERSION,
                        "prerelease?",
                        BOOL,
                        "Whether the version is a pre-release, such as 1.16.0-rc.1.",
                        "assert !helm.version.prerelease?"));
    }

    private static List<Signature> texts() {
        return List.of(
                plain(TEXT, "empty?", BOOL, "Whether the string has no characters.", "assert !\"a\".empty?"),
                plain(TEXT, "size", INT, "How many characters the string has.", "assert \"abc\".size == 3"),
                asked(TEXT, "include?", "part", TEXT, "Whether a string is somewhere in the string.")
                        .example("assert file.read(\"motd.txt\").include?(\"maintenance\")")
                        .sign(),
                asked(TEXT, "start_with?", "beginning", TEXT, "Whether the string begins like this.")
                        .example("assert \"coder-prod\".start_with?(\"coder\")")
                        .sign(),
                asked(TEXT, "end_with?", "end", TEXT, "Whether the string ends like this.")
                        .example("assert \"coder-prod\".end_with?(\"-prod\")")
                        .sign(),
                plain(TEXT, "strip", TEXT, "The string without the space around it.", "note \" a \".strip"),
                plain(TEXT, "lines", new Type.ListOf(TEXT), "The lines of the string, without their ends.", LINES));
    }

    private static List<Signature> lists() {
        return List.of(
                plain(LIST, "empty?", BOOL, "Whether the list has no items.", "assert ![1].empty?"),
                plain(LIST, "size", INT, "How many items the list has.", "assert [1, 2].size == 2"),
                asked(LIST, "include?", "item", ANY, "Whether an item of the list equals this.")
                        .example("assert [\"a\", \"b\"].include?(\"a\")")
                        .sign(),
                plain(LIST, "first", ANY, "The first item; nil when there is none.", "note [\"a\"].first"),
                plain(LIST, "last", ANY, "The last item; nil when there is none.", "note [\"a\"].last"),
                member(LIST, "join")
                        .optional("separator", TEXT, "What goes between the items; a comma and a space when left out.")
                        .gives(TEXT)
                        .about("The items as one string.")
                        .example("note [\"a\", \"b\"].join(\" and \")")
                        .sign());
    }

    private static List<Signature> maps() {
        return List.of(
                plain(MAP, "empty?", BOOL, "Whether the map has no entries.", "assert !{ a: 1 }.empty?"),
                plain(MAP, "size", INT, "How many entries the map has.", "assert({ a: 1 }.size == 1)"),
                plain(MAP, "keys", new Type.ListOf(TEXT), "The keys of the map, in order.", "note { a: 1 }.keys.join"),
                plain(MAP, "values", LIST, "The values of the map, in order.", "note { a: \"b\" }.values.join"),
                asked(MAP, "include?", "key", TEXT, "Whether the map has this key.")
                        .example("assert { a: 1 }.include?(:a)")
                        .sign());
    }

    private static List<Signature> failures() {
        return List.of(
                ofFailure("summary", TEXT, "One line that says what went wrong.", "note failure.summary"),
                ofFailure(
                        "output",
                        TEXT,
                        "The error output of the command that failed.",
                        "file.write \"failure.txt\", failure.output"),
                ofFailure(
                        "command",
                        new Type.ListOf(TEXT),
                        "The command that failed, argument by argument; empty when none ran.",
                        "note failure.command.join(\" \")"),
                ofFailure(
                        "exit_code",
                        INT,
                        "The exit code of the command that failed; nil when none ran.",
                        "raise failure if failure.exit_code == 127"),
                ofFailure(
                        "kind",
                        TEXT,
                        "The name of the class of failure that tells most.",
                        "raise failure if failure.kind == Forbidden"),
                ofFailure(
                        "repeated?",
                        BOOL,
                        "Whether the step has failed in the very same way before, and a clause has answered to it in vain.",
                        "raise failure if failure.repeated?"),
                ofFailure(
                        "resource",
                        RESOURCE,
                        "The object that the message names; nil when it names none.",
                        "note \"#{failure.resource.kind} #{failure.resource.name}\""),
                lookup(FAILURE, "object")
                        .gives(RESOURCES)
                        .reads(Facet.CLUSTER)
                        .about("The object that the message names, as it is in the cluster now; an empty set when the"
                                + " message names none.")
                        .example(inClause("note \"left behind\" if failure.object.exists?"))
                        .sign(),
                lookup(FAILURE, "objects")
                        .gives(RESOURCES)
                        .reads(Facet.CLUSTER)
                        .about("Every object that the message names, as it is in the cluster now.")
                        .example(inClause("note failure.objects.names.join"))
                        .sign(),
                lookup(FAILURE, "webhook")
                        .gives(RESOURCES)
                        .reads(Facet.CLUSTER)
                        .about("The pods behind the service of the webhook that did not answer, as they are now, or the"
                                + " service that is not there; an empty set when the message names no such service.")
                        .example(inClause("wait up_to: 5.minutes until failure.webhook.ready?"))
                        .sign());
    }

    private static List<Signature> failedResource() {
        return List.of(
                part("kind", "The kind of the object, such as Service."),
                part("name", "The name of the object."),
                part("namespace", "The namespace of the object; empty where none holds it."));
    }

    private static Signature part(String name, String about) {
        return plain(RESOURCE, name, TEXT, about, inClause("note failure.resource." + name));
    }

    private static String inClause(String use) {
        return "step \"Try\" do\n  run \"true\"\nrescue CommandFailed => failure\n  " + use + "\nend";
    }

    private static Signature ofFailure(String name, Type result, String about, String use) {
        return plain(FAILURE, name, result, about, inClause(use));
    }

    private static Signature plain(Type receiver, String name, Type result, String about, String example) {
        return member(receiver, name)
                .gives(result)
                .about(about)
                .example(example)
                .sign();
    }

    private static SignatureBuilder asked(Type receiver, String name, String argument, Type type, String about) {
        return member(receiver, name)
                .argument(argument, type, "What to look for.")
                .gives(BOOL)
                .about(about);
    }
}
