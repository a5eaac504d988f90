/* The floor: the same work in plain C on the same libraries, one host after another, without an event loop.
 *
 *     floor ssh PORT KEY SCRIPT HOST...   streams the script to a shell, and reads what it says
 *     floor tls CA NAME HOST...           port 993: handshake, verification, a login, and goodbye
 *
 * It judges nothing, checks no host key, and waits wherever it has to.
 */
#include <arpa/inet.h>
#include <libssh2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void need(int holds, const char *what, const char *host) {
    if (holds) return;
    fprintf(stderr, "%s: %s\n", host, what);
    exit(1);
}

static int dial(const char *host, int port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1, number = socket(AF_INET, SOCK_STREAM, 0);
    inet_pton(AF_INET, host, &to.sin_addr);
    need(connect(number, (struct sockaddr *)&to, sizeof to) == 0, "connect", host);
    setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return number;
}

static void run_script(const char *host, int port, const char *key, const char *script, size_t length) {
    char public[4096], answer[65536];
    ssize_t count;
    int number = dial(host, port);
    LIBSSH2_SESSION *session = libssh2_session_init();
    snprintf(public, sizeof public, "%s.pub", key);
    need(libssh2_session_handshake(session, number) == 0, "handshake", host);
    need(libssh2_userauth_publickey_fromfile(session, "root", public, key, NULL) == 0, "login", host);
    LIBSSH2_CHANNEL *channel = libssh2_channel_open_session(session);
    need(channel && libssh2_channel_exec(channel, "/bin/sh -s") == 0, "exec", host);
    for (size_t sent = 0; sent < length; sent += count) {
        count = libssh2_channel_write(channel, script + sent, length - sent);
        need(count > 0, "write", host);
    }
    libssh2_channel_send_eof(channel);
    while (libssh2_channel_read(channel, answer, sizeof answer) > 0) {}
    libssh2_channel_close(channel);
    libssh2_channel_free(channel);
    libssh2_session_disconnect(session, "done");
    libssh2_session_free(session);
    close(number);
}

static void look_at_mail(const char *host, SSL_CTX *context, const char *name) {
    static const char *commands[] = {
        NULL, "1 CAPABILITY\r\n", "2 AUTHENTICATE PLAIN AGEAYg==\r\n", "3 NAMESPACE\r\n", "4 LOGOUT\r\n"};
    char answer[4096];
    int number = dial(host, 993);
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, number);
    SSL_set_tlsext_host_name(ssl, name);
    SSL_set1_host(ssl, name);
    need(SSL_connect(ssl) == 1, "handshake", host);
    for (size_t place = 0; place < sizeof commands / sizeof *commands; place++) {
        if (commands[place]) SSL_write(ssl, commands[place], strlen(commands[place]));
        need(SSL_read(ssl, answer, sizeof answer) > 0, "read", host);
    }
    SSL_shutdown(ssl);
    SSL_free(ssl);
    close(number);
}

int main(int count, char **words) {
    if (count > 4 && strcmp(words[1], "ssh") == 0) {
        FILE *file = fopen(words[4], "r");
        char *script = malloc(1 << 20);
        need(file && script, "cannot be read", words[4]);
        size_t length = fread(script, 1, 1 << 20, file);
        libssh2_init(0);
        for (int place = 5; place < count; place++) run_script(words[place], atoi(words[2]), words[3], script, length);
    } else if (count > 3 && strcmp(words[1], "tls") == 0) {
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
        need(SSL_CTX_load_verify_locations(context, words[2], NULL) == 1, "cannot be read", words[2]);
        for (int place = 4; place < count; place++) look_at_mail(words[place], context, words[3]);
    } else {
        return 64;
    }
    return 0;
}
