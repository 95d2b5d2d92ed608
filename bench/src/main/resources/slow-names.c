/* A resolver that leads names that begin with "slow" to this machine, for whoever is started with this library preloaded;
   it takes eight seconds for each as long as the file SLOW_NAMES_FILE is there. All other names are looked up as ever. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*lookup)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    lookup system = (lookup)dlsym(RTLD_NEXT, "getaddrinfo");
    if (name && strncmp(name, "slow", 4) == 0) {
        const char *file = getenv("SLOW_NAMES_FILE");
        if (file && access(file, F_OK) == 0) {
            sleep(8);
        }
        return system("127.0.0.1", service, hints, found);
    }
    return system(name, service, hints, found);
}
