/**
 * What CUDA needs on Linux beside the npm package: ONNX Runtime's CUDA provider of the same version
 * and NVIDIA's libraries, as PyPI has them (read and hashed on 2026-11-23; built for CUDA 13, which
 * asks for an NVIDIA driver of the 580 series or later).
 */

export interface Wheel {
  /** Its file name. */
  readonly name: string
  /** In words. */
  readonly what: string
  readonly url: string
  readonly bytes: number
  readonly sha256: string
  /** Bytes of the libraries once unpacked. */
  readonly unpacked: number
  /** Paths inside the wheel of what is taken out of it. */
  readonly libraries: readonly string[]
  /** True when they must lie beside libonnxruntime.so.1; else they go on the library path. */
  readonly beside: boolean
}

const PYPI = 'https://files.pythonhosted.org/packages'

/** The onnxruntime-node that these fit, and no other. */
export const CUDA_RUNTIME = '1.30.0'

export const WHEELS: readonly Wheel[] = [
  {
    name: 'onnxruntime_gpu-1.30.0-cp311-cp311-manylinux_2_28_x86_64.whl',
    what: 'ONNX Runtime’s CUDA provider',
    url: `${PYPI}/ea/71/b225bd559a718f6cefb058d4f4c4c95e556543f47d4be0e81819681ac347/onnxruntime_gpu-1.30.0-cp311-cp311-manylinux_2_28_x86_64.whl`,
    bytes: 246_658_419,
    sha256: '4fbf0c5d7b5fb99266c2e8a802e3e64af68bdc383e0f3c7349b985f1087eedaa',
    unpacked: 272_064_536,
    libraries: [
      'onnxruntime/capi/libonnxruntime_providers_cuda.so',
      'onnxruntime/capi/libonnxruntime_providers_shared.so',
    ],
    beside: true,
  },
  {
    name: 'nvidia_cuda_runtime-13.5.37-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    what: 'CUDA runtime',
    url: `${PYPI}/0b/7c/14b8f5518f8951e9dca57ea80f44f8ea8bcc8671812e6cc38009f3205e57/nvidia_cuda_runtime-13.5.37-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl`,
    bytes: 2_504_024,
    sha256: 'df2b79a8852f10d1fef8c848489c49eebb5754051bf870202a862831412b179d',
    unpacked: 806_720,
    libraries: ['nvidia/cu13/lib/libcudart.so.13'],
    beside: false,
  },
  {
    name: 'nvidia_cublas-13.10.0.20-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.whl',
    what: 'cuBLAS',
    url: `${PYPI}/b4/12/16628161ed8c109c8c73b38167df50cbc630a8a6e6548e2534d461526c3c/nvidia_cublas-13.10.0.20-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.whl`,
    bytes: 444_289_903,
    sha256: 'dcc6d63884c53d07e267ce7e6feac17b2538cebaafec5db865736c3e28e4dc84',
    unpacked: 608_935_360,
    libraries: ['nvidia/cu13/lib/libcublas.so.13', 'nvidia/cu13/lib/libcublasLt.so.13'],
    beside: false,
  },
  {
    name: 'nvidia_curand-10.4.5.25-py3-none-manylinux_2_27_x86_64.whl',
    what: 'cuRAND',
    url: `${PYPI}/12/63/636e5dc9afb2959bfc0042a357d5567358df829b66c96d9fc36d77dc0596/nvidia_curand-10.4.5.25-py3-none-manylinux_2_27_x86_64.whl`,
    bytes: 77_113_015,
    sha256: '22bb226a857e5888fe6b54ae465fc4371296bcff13a35f79e19691bcf454f529',
    unpacked: 104_860_296,
    libraries: ['nvidia/cu13/lib/libcurand.so.10'],
    beside: false,
  },
  {
    name: 'nvidia_cufft-12.5.0.14-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    what: 'cuFFT',
    url: `${PYPI}/c6/8f/f909edaadf9a7acf1b92f805a384b6984193bd595b45005f8e320d4170cf/nvidia_cufft-12.5.0.14-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl`,
    bytes: 165_072_555,
    sha256: 'b8be26837a5abad2b5b74f3e92dd29f622a42934b355be0961a48712cbba23ad',
    unpacked: 236_983_152,
    libraries: ['nvidia/cu13/lib/libcufft.so.12'],
    beside: false,
  },
  {
    name: 'nvidia_cudnn_cu13-9.28.1.4-py3-none-manylinux_2_27_x86_64.whl',
    what: 'cuDNN',
    url: `${PYPI}/ef/6f/94535c450d44a68ef0b43d7a5e54c0e5ecda2ca3db7daec5d54c8d94e0d8/nvidia_cudnn_cu13-9.28.1.4-py3-none-manylinux_2_27_x86_64.whl`,
    bytes: 516_817_937,
    sha256: 'a54f205b1db1f2895d99f398754db1369816f0569dd459731f925635cf7b65ec',
    unpacked: 940_113_128,
    libraries: [
      'nvidia/cudnn/lib/libcudnn.so.9',
      'nvidia/cudnn/lib/libcudnn_adv.so.9',
      'nvidia/cudnn/lib/libcudnn_cnn.so.9',
      'nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9',
      'nvidia/cudnn/lib/libcudnn_engines_runtime_compiled.so.9',
      'nvidia/cudnn/lib/libcudnn_engines_tensor_ir.so.9',
      'nvidia/cudnn/lib/libcudnn_ext.so.9',
      'nvidia/cudnn/lib/libcudnn_graph.so.9',
      'nvidia/cudnn/lib/libcudnn_heuristic.so.9',
      'nvidia/cudnn/lib/libcudnn_ops.so.9',
    ],
    beside: false,
  },
  {
    name: 'nvidia_cuda_nvrtc-13.5.37-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
    what: 'NVRTC',
    url: `${PYPI}/a9/54/db4e7f650746265f61c05cf1f8f556dd8c6739b58c823fbc9a7d6fda3247/nvidia_cuda_nvrtc-13.5.37-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl`,
    bytes: 58_185_930,
    sha256: '86b4d68058807988b7d9af5b44917a0601e9c337f35ccd657bfb3c759ff8d8bc',
    unpacked: 148_431_960,
    libraries: ['nvidia/cu13/lib/libnvrtc-builtins.so.13.5', 'nvidia/cu13/lib/libnvrtc.so.13'],
    beside: false,
  },
  {
    name: 'nvidia_nvjitlink-13.5.37-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
    what: 'nvJitLink',
    url: `${PYPI}/cc/1f/2321702b8d60b4b4dd18b957f61612dbac9cb1c07e940cf6582106b7c8b8/nvidia_nvjitlink-13.5.37-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl`,
    bytes: 46_642_491,
    sha256: '280d7cb9649704145f074b8dbde500de04ce02d0872e066e20a83c17bcaa93eb',
    unpacked: 117_247_464,
    libraries: ['nvidia/cu13/lib/libnvJitLink.so.13'],
    beside: false,
  },
]
