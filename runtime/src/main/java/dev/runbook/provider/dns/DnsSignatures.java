package dev.runbook.provider.dns;

import static dev.runbook.language.signature.Facet.DNS;
import static dev.runbook.language.signature.Facet.FILES;
import static dev.runbook.language.signature.Facet.WEB;
import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import java.time.Duration;
import java.util.List;

/** What runbooks can ask of name servers, and the one way to change what these answer. */
public final class DnsSignatures {
    private static final Type TEXTS = new Type.ListOf(TEXT);
    private static final String NAME = "Name, such as coder.example.com or *.dev.example.com";
    private static final String LIMIT = "How long each server may take; 5 seconds when left out";
    private static final String RECEIVER =
            "Server to send it to, as host or host:port; the zone's primary when left out";
    private static final String KEY =
            "TSIG key: name:algorithm:base64, or the text or path of a key file of BIND; no key when left out";
    private static final String ASKED =
            "Servers to ask, as host or host:port with commas between; those that the zone" + " names when left out";

    private DnsSignatures() {}

    /** Every signature of DNS. */
    public static List<Signature> all() {
        return List.of(update(), records(), pointsAt(), recordType(), mayUpdate());
    }

    private static Signature update() {
        return action("dns.update")
                .argument("name", TEXT, NAME)
                .argument("address", TEXTS, "IP addresses, or one host name for a CNAME; an empty list with remove:")
                .option("at", TEXT, RECEIVER)
                .option("key", SECRET, KEY)
                .option("ttl", DURATION, "How long others may cache it; as before, or 5 minutes, when left out")
                .upTo(
                        Duration.ofSeconds(Integer.MAX_VALUE),
                        "The protocol counts it in seconds, and no further than 2147483647.",
                        "Write less: an hour is usual, and minutes before a change.")
                .option(
                        "expect",
                        TEXTS,
                        "What it must point at now; when it is anything else, nothing is changed. Anything when left out")
                .choice("type", "Change the records of this type alone, and leave the others", "A", "AAAA", "CNAME")
                .option("remove", BOOL, "Let an empty list remove the records")
                .option("timeout", DURATION, LIMIT)
                .reads(DNS, FILES)
                .writes(DNS, WEB)
                .about(
                        "Points a name at addresses or at another name, by a dynamic update (RFC 2136). The name's A, AAAA"
                                + " and CNAME records are replaced in one step, and only if they are still those that were read:"
                                + " what somebody else writes meanwhile is not overwritten. Nothing is sent when the name points"
                                + " there already.")
                .example("old = dns.lookup(\"coder.example.com\")\n"
                        + "dns.update \"coder.example.com\", \"198.51.100.4\", at: \"ns1.example.com\", key: token,"
                        + " expect: old")
                .sign();
    }

    private static Signature records() {
        return lookup("dns.lookup")
                .argument("name", TEXT, NAME)
                .optional("type", TEXT, "Type of record, such as A, AAAA, CNAME or TXT; where it points when left out")
                .option("at", TEXT, ASKED)
                .option("if", BOOL, "Ask only when this holds; otherwise nobody is asked, and the value is nil")
                .option("timeout", DURATION, LIMIT)
                .gives(TEXTS)
                .reads(DNS)
                .about(
                        "The data of a name's records, in order; an empty list when there are none. The first server that"
                                + " answers counts. Without a type: its addresses, or the name that it is an alias of.")
                .example("old = dns.lookup(\"coder.example.com\")\nnote old.join")
                .sign();
    }

    private static Signature pointsAt() {
        return lookup("dns.points_at?")
                .argument("name", TEXT, NAME)
                .argument("address", TEXTS, "IP addresses, or one host name")
                .option("at", TEXT, ASKED)
                .option(
                        "all_servers",
                        BOOL,
                        "Beside those of at:, ask every server that the zone names, as they know it")
                .choice("type", "Look at the records of this type alone", "A", "AAAA", "CNAME")
                .option("timeout", DURATION, LIMIT)
                .gives(BOOL)
                .reads(DNS)
                .about("Whether every server of the zone answers that a name points there, and nowhere else. In a wait,"
                        + " each server that does not yet has its line.")
                .example("wait up_to: 10.minutes until dns.points_at?(\"coder.example.com\", \"198.51.100.4\")")
                .sign();
    }

    private static Signature recordType() {
        return lookup("dns.record_type")
                .argument("address", TEXTS, "IP addresses, or one host name")
                .gives(TEXT)
                .about("The type of record that points there: A, AAAA or CNAME. It asks no server.")
                .example("note dns.record_type(\"198.51.100.4\")")
                .sign();
    }

    private static Signature mayUpdate() {
        return lookup("dns.may_update?")
                .argument("name", TEXT, NAME)
                .option("at", TEXT, RECEIVER)
                .option("key", SECRET, KEY)
                .option("timeout", DURATION, LIMIT)
                .gives(BOOL)
                .reads(DNS, FILES)
                .about(
                        "Whether the zone's server would take a dynamic update of a name, with this key. It is asked by an"
                                + " update that removes records that nobody has, so nothing changes. A server that refuses"
                                + " is a failure that says why: an unknown key, another secret, or a name that the key may not"
                                + " change.")
                .example("assert dns.may_update?(\"coder.example.com\", at: \"ns1.example.com\", key: token)")
                .sign();
    }
}
