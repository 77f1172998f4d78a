/** A document as a person writes it: an MLP on one package and on four, every figure worked out by hand. */
export const handWritten = `# MLP Tests

## Overview

Two matrices of \`d * I\` elements; \`2 * 3 = 6\` is arithmetic too.

## Test Summary

| Test  | Config         | Key Params   | FLOPs/chip    | Weight/chip | Activation/chip | Communication |
|-------|----------------|--------------|---------------|-------------|-----------------|---------------|
| MLP-1 | No parallelism | B=2, S=128   | 4,294,967,296 | 16,777,216  | 3,145,728       | 0             |
| 2     | tp = 4         | B=2, S=128   | 1,073,741,824 | 4,194,304   | 1,572,864       | 524,288       |

## Conventions Used in All Tests

* \`bytes_per_elem = 2\` (BF16)
* \`M = B*S\`
* **FLOPs for GEMM** (M×K)@(K×N) = \`2*M*K*N\`

---

# Test MLP-1 — two projections, single chip

### Test case parameters

* layer = **MLPLayer**
* hidden_size \`d\` = **1024**
* intermediate_size \`I\` = **4096**
* dtype = **bf16**
* phase = **prefill**
* batch_size \`B\` = **2**
* seq_len \`S\` = **128**
* num_chips = **1**
* tensor_parallel \`tp\` = **1**

Derived:
* M = \`B * S\` = **256** tokens

### Expected calculations (step-by-step)

#### 1) FLOPs

**(a) up**
\`X[M, d] @ W[d, I]\`
* FLOPs = \`2 * M * d * I\`
* = \`2 * 256 * 1024 * 4096 = 2,147,483,648\`

**(b) down**
* FLOPs = \`2 * M * I * d\`
* = \`2 * 256 * 4096 * 1024 = 2,147,483,648\`

**Total FLOPs**
* \`flops_total = 2,147,483,648 + 2,147,483,648 = 4,294,967,296\`
* **flops_per_chip = 4,294,967,296**

#### 2) Weight memory

* up: \`[1024, 4096]\` → \`1024 * 4096 * bytes_per_elem = 8,388,608 bytes\`
* down: \`[4096, 1024]\` → \`4096 * 1024 * 2 = 8,388,608 bytes = 8 MiB\`
* Total: \`2 * 8,388,608 = 16,777,216 bytes ≈ 16.8 MB\`

#### 3) Activation memory

* \`M * (d + I + d) * 2 = 256 * 6144 * 2 = 3,145,728\`

#### 5) Communication

* Single chip: **0**

### Expected results

* flops_per_chip: **4,294,967,296**
* flops_total: **4,294,967,296**
* weight_memory_per_chip: **16,777,216**
* weight_memory_total: **16,777,216**
* activation_memory_per_chip: **3,145,728**
* kv_cache_per_chip: **0**
* communication_bytes: **0**

---

# Test MLP-2 — two projections, TP = 4

### Test case parameters

* layer = **MLPLayer**
* hidden_size \`d\` = **1024**
* intermediate_size \`I\` = **4096**
* dtype = **bf16**
* phase = **prefill**
* batch_size \`B\` = **2**
* seq_len \`S\` = **128**
* num_chips = **4**
* tensor_parallel \`tp\` = **4**
* peakFlops.bf16 = **100 TFLOP/s**
* memoryBandwidth = **1000 GB/s**
* linkBandwidth = **100 GB/s**
* linkLatency = **2 us**

Derived:
* M = \`B * S\` = **256** tokens

### Expected calculations (step-by-step)

#### 1) FLOPs

**(a) up**
* FLOPs = \`2 * M * d * (I / tp)\`
* = \`2 * 256 * 1024 * 1024 = 536,870,912\`

**(b) down**
* FLOPs = \`2 * M * (I / tp) * d\`
* = \`2 * 256 * 1024 * 1024 = 536,870,912\`

**Total FLOPs**
* \`flops_per_chip = 536,870,912 + 536,870,912 = 1,073,741,824\`
* \`flops_total = 4 * 1,073,741,824 = 4,294,967,296\`

#### 5) Communication

* all-reduce of \`[M, d]\`: \`M * d * 2 = 256 * 1024 * 2 = 524,288 bytes\`

#### 6) Time

* \`computeTimeMs = flops_per_chip / peakFlops.bf16 = 0.0107374 ms\`
* \`communicationTimeMs = 2 us + 524,288 / 100 GB/s = 7.24288 us\`

### Expected results

* flops_per_chip: **1,073,741,824**
* flops_total: **4,294,967,296**
* weight_memory_per_chip: **4,194,304**
* weight_memory_total: **16,777,216**
* communication_bytes: **524,288**
* computeTimeMs: **0.0107 ms**
* communicationTimeMs: **0.00724**
* bottleneck: **compute**
`;

/** The same in short, with one of each: a table, a definition, an operation, a result. */
export const short = `| Test  | FLOPs/chip |
|-------|------------|
| MLP-1 | 24,576     |

# Test MLP-1 — TP = 2

### Test case parameters
* layer = **MLPLayer**
* hidden_size \`d\` = **32**
* intermediate_size \`I\` = **64**
* phase = **prefill**
* batch_size \`B\` = **1**
* seq_len \`S\` = **6**
* tensor_parallel \`tp\` = **2**

#### 1) FLOPs
* \`M = B * S = 6\`
**(a) up**
* FLOPs = \`2 * M * d * (I / tp)\`
* = \`2 * 6 * 32 * 32 = 12,288\`
**Total FLOPs**
* \`flops_per_chip = 2 * 12,288 = 24,576\`

### Expected results
* flops_per_chip: **24,576**
`;
