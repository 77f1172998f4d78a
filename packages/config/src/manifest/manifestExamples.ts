/**
 * Manifests to start from: a dense transformer, one with experts, attention beside state spaces, attention through
 * bottlenecks, adapters for fine-tuning, and a model of images.
 *
 * @example
 * import { expandManifest, manifestExamples } from '@mantile/config/manifest';
 * Object.keys(manifestExamples) // => ['transformer', 'mixture', 'hybrid', 'bottleneck', 'adapters', 'images']
 * expandManifest(manifestExamples.transformer, { preset: 'large' }).config?.totalParamsFormatted // => '1.5B'
 * @category Manifests
 */
export const manifestExamples = {
  transformer: `name: transformer
variables:
  d_model: 512
  n_layers: 6
  n_heads: 8
  n_kv_heads: 2
  d_ff: 2048
  vocab_size: 32000
presets:
  large: { d_model: 2048, n_layers: 22, n_heads: 32, n_kv_heads: 8, d_ff: 8192 }
model:
  type: TransformerModel
  embedder:
    type: token
    vocab_size: \${vocab_size}
    d_model: \${d_model}
  topology:
    type: StackedTopology
    layers:
      - type: RepeatedTopology
        repeat: \${n_layers}
        layers:
          - type: ResidualTopology
            layers:
              - type: RMSNormLayer
                d_model: \${d_model}
              - type: AttentionLayer
                mode: gqa
                d_model: \${d_model}
                n_heads: \${n_heads}
                n_kv_heads: \${n_kv_heads}
                rope_enabled: true
          - type: ResidualTopology
            layers:
              - type: RMSNormLayer
                d_model: \${d_model}
              - type: SwiGLULayer
                d_model: \${d_model}
                d_ff: \${d_ff}
      - type: RMSNormLayer
        d_model: \${d_model}
      - type: LinearLayer
        d_in: \${d_model}
        d_out: \${vocab_size}
        bias: false
`,
  mixture: `name: mixture
variables: { d_model: 512, n_heads: 8, d_ff: 1024 }
model:
  type: TransformerModel
  embedder: { type: token, vocab_size: 32000, d_model: "\${d_model}" }
  topology:
    type: StackedTopology
    layers:
      - type: NestedTopology
        repeat: 8
        layers:
          - type: ResidualTopology
            layers:
              - { type: RMSNormLayer, d_model: "\${d_model}" }
              - { type: AttentionLayer, d_model: "\${d_model}", n_heads: "\${n_heads}" }
          - type: ResidualTopology
            layers:
              - { type: RMSNormLayer, d_model: "\${d_model}" }
              - { type: MoELayer, d_model: "\${d_model}", num_experts: 16, top_k: 2, d_ff: "\${d_ff}" }
      - { type: RMSNormLayer, d_model: "\${d_model}" }
      - { type: LinearLayer, d_in: "\${d_model}", d_out: 32000, bias: false }
`,
  hybrid: `name: hybrid
variables: { d_model: 768 }
model:
  type: TransformerModel
  embedder: { type: token, vocab_size: 32000, d_model: "\${d_model}" }
  topology:
    type: StackedTopology
    layers:
      - type: RepeatedTopology
        repeat: 4
        layers:
          - type: RepeatedTopology
            repeat: 3
            layers:
              - type: ResidualTopology
                layers:
                  - &norm { type: RMSNormLayer, d_model: "\${d_model}" }
                  - { type: SSMLayer, d_model: "\${d_model}", d_state: 16, d_conv: 4, expand: 2 }
          - type: ResidualTopology
            layers:
              - *norm
              - { type: AttentionLayer, d_model: "\${d_model}", n_heads: 12, is_causal: true }
          - type: ResidualTopology
            layers:
              - *norm
              - { type: GLULayer, d_model: "\${d_model}", d_ff: 3072, activation: geglu }
      - *norm
      - { type: LinearLayer, d_in: "\${d_model}", d_out: 32000, bias: false }
`,
  bottleneck: `name: bottleneck
variables: { d_model: 2048, sem_dim: 128, geo_dim: 256 }
model:
  type: TransformerModel
  embedder: { type: token, vocab_size: 50257, d_model: "\${d_model}" }
  topology:
    type: StackedTopology
    layers:
      - type: RepeatedTopology
        repeat: 12
        layers:
          - type: ResidualTopology
            layers:
              - type: RMSNormLayer
                d_model: \${d_model}
              - type: AttentionLayer
                mode: decoupled
                d_model: \${d_model}
                n_heads: 32
                sem_dim: \${sem_dim}
                geo_dim: \${geo_dim}
                decoupled_gate: true
                rope_enabled: true
                rope_base: 500000.0
          - type: ResidualTopology
            layers:
              - { type: RMSNormLayer, d_model: "\${d_model}" }
              - { type: SwiGLULayer, d_model: "\${d_model}", d_ff: 5632 }
      - { type: RMSNormLayer, d_model: "\${d_model}" }
      - { type: LinearLayer, d_in: "\${d_model}", d_out: 50257, bias: false }
`,
  adapters: `name: adapters
variables: { d_model: 512, rank: 8 }
model:
  type: TransformerModel
  embedder: { type: token, vocab_size: 32000, d_model: "\${d_model}" }
  topology:
    type: StackedTopology
    layers:
      - type: RepeatedTopology
        repeat: 6
        layers:
          - type: ResidualTopology
            layers:
              - type: RMSNormLayer
                d_model: \${d_model}
              - type: AttentionLayer
                d_model: \${d_model}
                n_heads: 8
                lora_rank: \${rank}
                lora_alpha: 16
                lora_targets: [q, v]
          - type: ResidualTopology
            layers:
              - { type: RMSNormLayer, d_model: "\${d_model}" }
              - { type: SwiGLULayer, d_model: "\${d_model}", d_ff: 2048 }
      - { type: RMSNormLayer, d_model: "\${d_model}" }
      - { type: LoRALinearLayer, d_in: "\${d_model}", d_out: 32000, rank: "\${rank}", alpha: 16 }
`,
  images: `name: images
variables: { d_model: 768 }
model:
  type: TransformerModel
  embedder:
    type: patch
    image_size: 224
    patch_size: 16
    in_channels: 3
    d_model: \${d_model}
  topology:
    type: StackedTopology
    layers:
      - type: RepeatedTopology
        repeat: 12
        layers:
          - type: ResidualTopology
            layers:
              - { type: LayerNormLayer, d_model: "\${d_model}" }
              - { type: AttentionLayer, d_model: "\${d_model}", n_heads: 12, is_causal: false }
          - type: ResidualTopology
            layers:
              - { type: LayerNormLayer, d_model: "\${d_model}" }
              - { type: MLPLayer, d_model: "\${d_model}", d_ff: 3072, bias: true }
              - { type: DropoutLayer, p: 0.1 }
      - { type: LayerNormLayer, d_model: "\${d_model}" }
      - { type: LinearLayer, d_in: "\${d_model}", d_out: 1000 }
`,
} as const;
