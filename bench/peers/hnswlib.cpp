// The hnswlib driver: builds an index of a vector file on all cores, then answers "measure" requests on one thread.
// The protocol is described in README.md.

#include <hnswlib/hnswlib.h>

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Anonymous resident memory of this process; the mapped vector file is not in it.
long ResidentBytes() {
    malloc_trim(0);
    std::ifstream status("/proc/self/status");
    std::string word;
    long kilobytes = 0;
    while (status >> word) {
        if (word == "RssAnon:") {
            status >> kilobytes;
        }
    }
    return kilobytes * 1024;
}

const float* Map(const std::string& path, size_t& bytes) {
    int file = open(path.c_str(), O_RDONLY);
    struct stat facts {};
    if (file < 0 || fstat(file, &facts) != 0) {
        throw std::runtime_error("cannot open " + path);
    }
    bytes = static_cast<size_t>(facts.st_size);
    void* memory = mmap(nullptr, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
    if (memory == MAP_FAILED) {
        throw std::runtime_error("cannot map " + path);
    }
    return static_cast<const float*>(memory);
}

void Build(hnswlib::HierarchicalNSW<float>& index, const float* vectors, size_t count, size_t dimension) {
    index.addPoint(vectors, 0);
    std::atomic<size_t> next{1};
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < std::thread::hardware_concurrency(); t++) {
        threads.emplace_back([&] {
            for (size_t i; (i = next.fetch_add(1)) < count;) {
                index.addPoint(vectors + i * dimension, i);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

// One pass over the queries; returns its seconds.
double Pass(hnswlib::HierarchicalNSW<float>& index, const float* queries, size_t count, size_t dimension, size_t k, int32_t* found) {
    Clock::time_point start = Clock::now();
    for (size_t q = 0; q < count; q++) {
        auto nearest = index.searchKnn(queries + q * dimension, k);
        for (size_t i = nearest.size(); i-- > 0; nearest.pop()) {
            found[q * k + i] = static_cast<int32_t>(nearest.top().second);
        }
    }
    return SecondsSince(start);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) {
        std::cerr << "usage: hnswlib VECTORS DIMENSION QUERIES K\n";
        return 2;
    }
    const size_t dimension = std::stoul(argv[2]), queryCount = std::stoul(argv[3]), k = std::stoul(argv[4]);
    size_t bytes = 0;
    const float* vectors = Map(argv[1], bytes);
    const size_t count = bytes / (dimension * sizeof(float)) - queryCount;
    const float* queries = vectors + count * dimension;

    hnswlib::InnerProductSpace space(dimension);
    const long before = ResidentBytes();
    Clock::time_point start = Clock::now();
    hnswlib::HierarchicalNSW<float> index(&space, count, /*M*/ 16, /*ef_construction*/ 200);
    Build(index, vectors, count, dimension);
    const double buildSeconds = SecondsSince(start);
    const double bytesPerVector = static_cast<double>(ResidentBytes() - before) / static_cast<double>(count);
    printf("{\"buildSeconds\": %.3f, \"bytesPerVector\": %.1f, \"simd\": \"%s\"}\n", buildSeconds, bytesPerVector,
#ifdef USE_AVX512
        AVX512Capable() ? "AVX-512" :
#endif
        "narrower");
    fflush(stdout);

    std::vector<int32_t> found(queryCount * k);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string verb, file;
        size_t ef = 0;
        double seconds = 0;
        if (!(words >> verb >> ef >> seconds >> file) || verb != "measure") {
            break;
        }
        index.setEf(ef);
        std::string passes;
        Pass(index, queries, queryCount, dimension, k, found.data());
        for (double total = 0, pass; total < seconds; total += pass) {
            pass = Pass(index, queries, queryCount, dimension, k, found.data());
            passes += (passes.empty() ? "" : ", ") + std::to_string(pass);
        }
        std::ofstream(file, std::ios::binary).write(reinterpret_cast<char*>(found.data()), found.size() * sizeof(int32_t));
        printf("{\"passes\": [%s]}\n", passes.c_str());
        fflush(stdout);
    }
    return 0;
}
