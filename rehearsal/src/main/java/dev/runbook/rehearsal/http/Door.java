package dev.runbook.rehearsal.http;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** How clients show that they may come in. */
sealed interface Door {
    boolean isOpenTo(HttpExchange exchange);

    /** What every path begins with that is none of the request. */
    String prefix();

    /** By a token in a header, which clients send over TLS only. */
    record BearerToken(String token) implements Door {
        @Override
        public boolean isOpenTo(HttpExchange exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            return given != null && same(given, "Bearer " + token);
        }

        @Override
        public String prefix() {
            return "";
        }
    }

    /** By the address itself. */
    record SecretPath(String secret) implements Door {
        @Override
        public boolean isOpenTo(HttpExchange exchange) {
            String path = exchange.getRequestURI().getRawPath();
            int length = prefix().length();
            return path.length() > length && path.charAt(length) == '/' && same(path.substring(0, length), prefix());
        }

        @Override
        public String prefix() {
            return "/" + secret;
        }
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
